"""The supervision table, key tasks and the ledger on the screen."""

import pytest

from tests.dashboard.conftest import Open
from tests.dashboard.reading import components, stands, tables, words
from tests.dashboard.small_province import CITY, COUNTY


def sheet(app) -> dict:
    return next(data for data in components(app) if "一张表" in data["title"])


def test_the_total_and_a_subtotal_come_before_the_projects(opened: Open):
    rows = sheet(opened("supervision"))["rows"]
    assert rows[0]["total"].startswith("合计（")
    assert "小计（" in rows[1]["total"]
    assert rows[2]["total"] is None


def test_headings_have_two_rows(opened: Open):
    spans = sheet(opened("supervision"))["headings"]
    assert {"text": "开工", "row": 0, "column": 29, "rows": 1, "columns": 3} in spans
    assert {"text": "项目名称", "row": 0, "column": 5, "rows": 2, "columns": 1} in spans


def test_filters_keep_their_rows_and_stand_in_the_address(opened: Open):
    app = opened("supervision", light="红", order="light")
    assert stands(app, "light") == "红"
    rows = [row for row in sheet(app)["rows"] if row["total"] is None]
    assert rows
    assert {row["cells"][1][0] for row in rows} == {"红"}


def test_a_light_that_is_none_is_said_and_replaced(opened: Open):
    app = opened("supervision", light="紫")
    assert "已改用“全部灯色”" in app.warning[0].value


def test_a_search_without_hits_says_what_to_do(opened: Open):
    assert "没有符合条件的项目" in words(opened("supervision", q="没有这样的名字"))


def test_a_red_project_tells_why_and_lists_its_compounds(opened: Open):
    red = opened("supervision", light="红")
    key = next(row["key"] for row in sheet(red)["rows"] if row["total"] is None)
    app = opened("project", project=key)
    found = tables(app)
    assert found["亮灯原因"][1][0] == "红"
    assert len(found["所含小区"]) > 1


def test_an_unknown_project_does_not_break_the_page(opened: Open):
    app = opened("project", project="<b>1</b>")
    assert not app.exception
    assert "没有这个项目" in words(app)


def test_tasks_are_filtered_by_their_unit(opened: Open):
    everything = tables(opened("tasks"))["重点任务分工表"]
    place = everything[0].index("责任单位")
    unit = everything[1][place].split("、")[0]
    kept = tables(opened("tasks", unit=unit))["重点任务分工表"]
    assert 1 < len(kept) < len(everything)
    assert all(unit in row[place].split("、") for row in kept[1:])


def test_a_closed_issue_of_the_ledger_offers_no_order(opened: Open):
    rows = tables(opened("ledger", state="all"))["整改台账"]
    closed = next(row[2] for row in rows[1:] if row[rows[0].index("状态")] == "已销号")
    app = opened("ledger", state="all", issue=closed)
    assert not app.exception
    assert not app.text_area


def test_the_county_filter_follows_the_city(opened: Open):
    app = opened("supervision", city="990100", county=COUNTY, order="region")
    rows = [row for row in sheet(app)["rows"] if row["total"] is None]
    assert len({row["cells"][3][0] for row in rows}) == 1


@pytest.mark.parametrize(
    ("region", "steps"),
    [(CITY, {"city": CITY}), (COUNTY, {"city": CITY, "county": COUNTY})],
)
def test_an_address_that_names_a_region_shows_that_region(
    opened: Open, region: str, steps: dict[str, str]
):
    app = opened("supervision", region=region)
    assert not app.warning
    assert {name: stands(app, name) for name in steps} == steps
    assert "region" not in app.query_params


def test_an_address_that_names_a_region_without_projects_says_so(opened: Open):
    app = opened("supervision", region="620102")
    assert [each.value for each in app.warning] == ["地址中的地区不存在或没有项目，已列出全部。"]
    assert "region" not in app.query_params
