"""经验案例 on the screens: beside weak items, corrected, withdrawn, and what is kept of it."""

from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import COUNTY, SMALL

MEASURE = "A01.1"


def loaded(opened: Open) -> str:
    """Load the cases that ship and return the number of the first one listed."""
    app = opened("cases")
    if any(button.key == "load_cases" for button in app.button):
        app.button(key="load_cases").click().run()
    first = next(button.key for button in app.button if str(button.key).endswith(":open"))
    return str(first).split(":")[1]


def test_a_case_is_corrected_and_what_it_said_is_kept(opened: Open):
    number = loaded(opened)
    app = opened("cases", case=number)
    app.text_area(key=f"correct:{number}:summary").input("换一种*说法*。")
    app.text_input(key=f"correct:{number}:reason").input("更准确")
    app.button(key=f"correct:{number}:send").click().run()
    assert not app.exception
    assert "已更正" in words(app) and "换一种\\*说法\\*。" in words(app)
    (rows,) = tables(app).values()
    assert [row[1] for row in rows[1:]] == ["登记", "更正"]
    assert rows[2][2] == "更准确"
    assert app.text_input(key=f"correct:{number}:1:reason").value == ""


def test_a_new_case_is_kept_and_the_form_is_empty_again(opened: Open):
    app = opened("cases")
    app.text_input(key="case:theme").input("新主题")
    app.text_input(key="case:place").input("某市")
    app.text_area(key="case:summary").input("先议后改。")
    app.multiselect(key="case:codes").select(MEASURE)
    app.button(key="case:send").click().run()
    assert app.text_input(key="case:theme").value == "新主题"  # refused without a source, not lost
    app.text_input(key="case:source").input("某市住建局")
    app.button(key="case:send").click().run()
    assert not app.exception
    assert "已存入案例“新主题”。" in words(app)
    assert app.text_input(key="case:1:theme").value == ""
    assert app.text_area(key="case:1:summary").value == ""


def test_a_case_without_a_reason_is_not_withdrawn_with_one_it_is(opened: Open):
    number = loaded(opened)
    app = opened("cases", case=number)
    app.button(key=f"withdraw:{number}:send").click().run()
    assert "“原因”不能为空" in "".join(error.value for error in app.error)
    app.text_input(key=f"withdraw:{number}:reason").input("来源不实")
    app.button(key=f"withdraw:{number}:send").click().run()
    assert "该案例已撤回" in "".join(info.value for info in app.info)
    listed = [button.key for button in opened("cases").button]
    assert f"case:{number}:open" not in listed and f"withdrawn:{number}" in listed


def test_an_unknown_case_is_said_so(opened: Open):
    assert "没有这个案例" in words(opened("cases", case="9999"))


def beside(opened: Open, region: str, item: str) -> list[str]:
    found = opened("indicators", region=region, item=item).expander
    return [box.label for box in found if "经验案例" in box.label]


def test_cases_stand_beside_weak_items_only(opened: Open):
    loaded(opened)
    assert beside(opened, SMALL, "A04") == ["可借鉴的经验案例（6个）"]
    assert beside(opened, COUNTY, "A04") == []  # every record of it is met there


def test_the_briefing_quotes_cases_once_there_are_any(opened: Open):
    loaded(opened)
    assert "经验做法" in words(opened("briefings"))
