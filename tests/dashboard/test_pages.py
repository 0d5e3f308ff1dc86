"""Every page runs with data and without, says 演示数据, and keeps its choices in the address."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from dashboard.components import address
from dashboard.components.pages import FOLDER, SECTIONS
from dashboard.components.plain_text import escaped
from metrics.version import VERSION
from sql.demo.timeline import DATES
from sql.models.histories import HISTORIES
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, tables, words
from tests.dashboard.small_province import COUNTY, DAYS
from tests.databases import by_hand

PAGES = tuple(entry.name for listed in SECTIONS.values() for entry in listed)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_and_says_that_its_data_are_a_demo(opened: Open, page: str):
    app = opened(page)
    assert not app.exception
    assert not app.error
    assert "演示数据" in words(app)


def test_a_page_shows_no_text_by_accident():
    settings = tomllib.loads((FOLDER.parents[1] / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["magicEnabled"] is False


def test_a_page_that_asks_for_a_code_names_no_choice_that_it_does_not_follow(opened: Open):
    assert "年度计划" in words(opened("ranking"))
    assert "年度计划" not in words(opened("trace"))


NEEDS_NO_REPORTS = ("accounts", "cases", "log", "settings")


@pytest.mark.parametrize("page", [page for page in PAGES if page not in NEEDS_NO_REPORTS])
def test_every_page_says_what_to_do_when_nothing_was_submitted(opened_empty: Open, page: str):
    app = opened_empty(page)
    assert not app.exception
    assert "数据库中还没有任何报送" in words(app)


def test_choices_stand_in_the_address(opened: Open):
    app = opened()
    assert stands(app, "as_of") == DAYS[1].isoformat()
    assert stands(app, "place") == "990000"
    assert stands(app, "year") == "2024"
    assert stands(app, "rules") == "local"


def test_a_link_reopens_the_same_view(opened: Open):
    app = opened(as_of=DAYS[0].isoformat(), rules="gansu", year="2023")
    assert app.selectbox(key="choice:as_of").value == DAYS[0]
    assert app.selectbox(key="choice:rules").value == "gansu"
    assert "2023年度改造情况" in words(app)


@pytest.mark.parametrize("wrong", ["2023-13-01", DATES[1].isoformat(), "<b>1</b>" * 9])
def test_a_date_that_is_not_there_is_said_and_replaced(opened: Open, wrong: str):
    app = opened(as_of=wrong)
    assert "不存在或没有数据，已改用" in app.warning[0].value
    assert stands(app, "as_of") == DAYS[1].isoformat()


def test_what_nobody_asks_of_an_address_is_said_and_taken_out(opened: Open):
    app = opened("supervision", text="和平路" * 1000)
    assert [each.value for each in app.warning] == [
        "地址中的“text”不是本系统的查询条件，没有采用。"
    ]
    assert "text" not in app.query_params


def test_a_search_longer_than_its_field_is_said_and_cut(opened: Open):
    app = opened("supervision", q="和平路" * 1000)
    assert [each.value for each in app.warning] == [
        "地址中的查找内容超过40个字，只采用了前40个字。"
    ]
    assert stands(app, "q") == ("和平路" * 14)[:40]


def test_every_name_that_pages_write_into_an_address_is_known():
    written = {name for file in sorted(FOLDER.parent.rglob("*.py")) for name in names_in(file)}
    assert written == address.NAMES


def names_in(file: Path) -> Iterator[str]:
    """Yield the names that a module's calls of `address` ask for or write, and those of its links."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if called.startswith("address.") and called != "address.complain":
            yield from (each.value for each in node.args[:1] if isinstance(each, ast.Constant))
            if called in ("address.go", "address.step"):
                yield from (each.arg for each in node.keywords if each.arg)


def test_the_version_stands_on_the_page_of_rules(opened: Open):
    assert f"程序版本{VERSION}。" in words(opened("rules"))


LINK = "[点](http://a.cn)"
"""A text that Markdown would make a link of."""
AS_TYPED = escaped(LINK)


@pytest.mark.parametrize(
    ("page", "name"), [("overview", "place"), ("orders", "on"), ("rules", "sought")]
)
def test_what_an_address_says_is_shown_as_typed(opened: Open, page: str, name: str):
    shown = words(opened(page, **{name: LINK}))
    assert AS_TYPED in shown
    assert LINK not in shown


def test_the_name_of_a_project_is_shown_as_typed(opened: Open):
    typed = f"和平路3~5号、7~9号{LINK}\u202e"
    with by_hand() as session:
        rows = HISTORIES["projects"]
        project = session.scalars(select(rows.c.project).where(rows.c.region == COUNTY)).first()
        session.execute(update(rows).where(rows.c.project == project).values(name=typed))
    app = opened("project", place=COUNTY, project=str(project))
    assert app.title[0].value == escaped(f"{typed}（{project}）")
    assert "〔U\\+202E〕" in app.title[0].value


def test_the_overview_counts_who_has_reported_and_leads_to_the_lists(opened: Open):
    (link,) = [each for each in opened().get("page_link") if "报送情况" in each.proto.label]
    assert "：截至2024-06-30应报92家，已报3家" in link.proto.label
    assert "place=990000" in link.proto.query_string


def test_the_overview_counts_the_red_rows_of_the_supervision_table(opened: Open):
    (link,) = [each for each in opened().get("page_link") if "红灯项目" in each.proto.label]
    (shown_rows,) = tables(opened("supervision", light="红")).values()
    (red,) = re.findall(r"红灯项目(\d+)个", link.proto.label)
    assert f"（{red}个项目）" in "".join(shown_rows[1])


def test_the_ranking_without_a_comparison_says_so(opened: Open):
    app = opened("ranking", since="none")
    (since,) = [each for each in app.selectbox if each.label == "比较日期"]
    assert since.options[since.index] == "不作比较"
    assert "名次变化" not in words(app)


def test_a_cell_of_the_matrix_is_an_item_of_a_region(opened: Open):
    matrix = tables(opened("indicators", level="county"))["县区各项得分率"]
    assert matrix[0][2:] == [
        *(f"A{n:02}" for n in range(1, 11)),
        *(f"B{n:02}" for n in range(1, 11)),
    ]
    assert len(matrix) == 91


def test_an_item_shows_measures_rules_and_records(opened: Open):
    app = opened("indicators", region=COUNTY, item="A07", rules="gansu")
    found = tables(app)
    assert [row[0] for row in found["A07 改造方案充分征求居民意见"][1:]] == ["A07.1", "A07.2"]
    assert found["适用参数"][1][:3] == ["居民参与率下限", "75%", "甘建城〔2022〕15号"]
    assert found["A07.1 纳入计划的居民共识"][0][:3] == ["记录编号", "地区", "结论"]


def test_the_counts_on_the_filter_are_the_figures_of_the_measure(opened: Open):
    app = opened("indicators", region=COUNTY, item="A07")
    row = tables(app)["A07 改造方案充分征求居民意见"][1]
    met, denominator, unknown = row[2], row[3], row[4]
    labels = app.get("button_group")[0].options
    assert f"全部 {denominator}" in labels
    assert f"达标 {met}" in labels
    assert f"数据缺失 {unknown}" in labels


def test_a_record_shows_every_field_and_every_version(opened: Open):
    app = opened("indicators", region=COUNTY, item="A07")
    record = tables(app)["A07.1 纳入计划的居民共识"][1][0]
    app = opened("indicators", region=COUNTY, item="A07", measure="A07.1", record=record)
    found = tables(app)
    assert ["小区编码", record] in found["小区"]
    assert found["历次报送"][-1][0] == DAYS[0].isoformat()
    assert found["历次报送"][-1][1] == "首次报送"


def test_an_unknown_record_or_item_does_not_break_the_page(opened: Open):
    app = opened("indicators", region=COUNTY, item="A07", measure="A07.1", record="<nothing>")
    assert not app.exception
    assert "没有这条记录" in words(app)
    app = opened("indicators", region="nowhere", item="Z99")
    assert not app.exception
    assert "请从下面的总表重新选择" in words(app)
    assert "县区各项得分率" in tables(app) or "市州各项得分率" in tables(app)


def test_the_ranking_compares_with_the_data_date_before(opened: Open):
    app = opened("ranking")
    assert stands(app, "since") == DAYS[0].isoformat()
    heads = tables(app)["县区排名"][0]
    assert heads[-2:] == ["名次变化", "得分变化"]
    assert "县区排名（小样本组）" in tables(app)


def test_the_ranking_can_show_barred_regions_alone(opened: Open):
    app = opened("ranking", state="barred", level="city")
    for rows in tables(app).values():
        veto = rows[0].index("一票否决")
        assert all(row[veto] != "无" for row in rows[1:])


def test_a_rule_is_found_from_its_document_number(opened: Open):
    app = opened("rules", rules="gansu", sought="甘建城[2022]15号")
    (rows,) = tables(app).values()
    assert len(rows) == 8
    assert {row[2] for row in rows[1:]} == {"甘建城〔2022〕15号"}
