"""Trace codes (溯源码) on pages: in sight beside figures, and a page that leads back from one to its sources."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from metrics.sealing.trace import DIGITS
from tests.dashboard.conftest import Open
from tests.dashboard.reading import components, tables, words
from tests.dashboard.small_province import COUNTY

FORM = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}")


def codes(app: AppTest) -> dict[str, str]:
    """Return the codes of the measures of an item, by code of the measure, as its page shows them."""
    (rows,) = (rows for rows in tables(app).values() if rows[0][-1] == "溯源码")
    return {row[0]: row[-1] for row in rows[1:]}


@pytest.fixture
def code(opened: Open) -> str:
    """Return the code that the page of an item shows for A07.1 of a county."""
    return codes(opened("indicators", region=COUNTY, item="A07"))["A07.1"]


def test_an_item_shows_the_code_of_each_measure_and_leads_from_it(opened: Open):
    app = opened("indicators", region=COUNTY, item="A07")
    shown = codes(app)
    assert set(shown) == {"A07.1", "A07.2"}
    assert all(FORM.fullmatch(each) for each in shown.values())
    assert len(set(shown.values())) == 2
    assert f"溯源码 {shown['A07.1']}" in [link.proto.label for link in app.get("page_link")]


def test_the_code_leads_to_the_figure_with_its_value_first(opened: Open, code: str):
    item = opened("indicators", region=COUNTY, item="A07")
    (listed,) = (rows for rows in tables(item).values() if rows[0][-1] == "溯源码")
    rate = next(row[listed[0].index("达标率")] for row in listed if row[0] == "A07.1")
    app = opened("trace", code=code)
    assert not app.exception
    head = app.header[0].value.replace("\\", "")
    assert "A07.1 纳入计划的居民共识" in head
    assert rate in head
    assert "与出具时的数据和参数一致" in words(app)
    assert {"所用参数", "数据来源"} <= set(tables(app))
    (files,) = (rows for title, rows in tables(app).items() if title == "数据来源")
    assert files[0][:4] == ["报送单位", "数据截止日期", "接收时间", "文件"]
    assert all(row[3].endswith(".xlsx") for row in files[1:])


def test_a_score_is_told_by_its_measures_each_with_its_own_code(opened: Open):
    (score,) = (
        FORM.search(row["cells"][place][3])
        for table in components(opened("ranking", level="county"))
        for place, column in enumerate(table.get("columns", ()))
        for row in table["rows"]
        if column["name"] == "score" and row["key"] == COUNTY
    )
    assert score
    app = opened("trace", code=score[0])
    assert not app.exception
    assert "得分" in app.header[0].value
    rows = tables(app)["由下列衡量内容得出"]
    assert {"A01.1", "A07.1"} <= {row[0] for row in rows}
    assert all(FORM.fullmatch(row[-1]) for row in rows[1:])


def test_a_mistyped_code_is_told_in_a_sentence(opened: Open, code: str):
    wrong = code[:-1] + DIGITS[DIGITS.index(code[-1]) - 1]
    app = opened("trace", code=wrong)
    assert not app.exception
    assert "校验位不符" in words(app)
    assert not list(components(app))


def test_without_a_code_the_page_says_what_it_is_for(opened: Open):
    assert "输入数字旁的溯源码" in words(opened("trace"))


def test_a_code_without_its_dashes_is_found_by_the_search(opened: Open, code: str):
    app = opened("search", q=code.replace("-", "").lower())
    (rows,) = (rows for title, rows in tables(app).items() if title.startswith("溯源码"))
    assert rows[1][0] == code
    head = opened("trace", code=code).header[0].value.replace("\\", "")
    told = head.replace("：:blue[", "　").removesuffix("]")
    assert told in rows[1]


def test_the_search_says_at_once_that_a_code_is_mistyped(opened: Open, code: str):
    app = opened("search", q=code[:-1] + DIGITS[DIGITS.index(code[-1]) - 1])
    assert not app.exception
    assert "校验位不符" in words(app)
    assert not any(title.startswith("溯源码") for title in tables(app))


def test_hovering_a_cell_of_the_matrix_and_of_the_ranking_tells_its_code(opened: Open):
    for page in ("indicators", "ranking"):
        noted = [
            cell[3]
            for table in components(opened(page))
            for row in table.get("rows", ())
            for cell in row["cells"]
            if len(cell) > 3
        ]
        assert any(FORM.search(note) and "溯源码" in note for note in noted)


def test_a_countys_own_row_has_the_codes_that_the_ranking_of_its_province_has(opened: Open):
    assert hovered(opened("ranking", place=COUNTY)) == hovered(opened("ranking", level="county"))


def hovered(app: AppTest) -> list[str]:
    """Return the codes in the row of a county, by the order of the columns."""
    return [
        found[0]
        for table in components(app)
        for row in table.get("rows", ())
        if row["key"] == COUNTY
        for cell in row["cells"]
        if len(cell) > 3 and (found := FORM.search(cell[3]))
    ]
