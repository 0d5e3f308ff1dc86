"""Rules over divisions, events and reporting units: who may report what for whom."""

import pytest

from sql.workbook.checking.context import Known
from tests.sql.workbook.checked import event, findings, short
from tests.workbooks import made


def test_a_citys_code_in_a_countys_workbook_is_one_mistake(tmp_path):
    sheets = made.changed(made.county(), "项目", 1, "行政区划代码", "620100")
    headings = ("行政区划代码", "制度类别", "状态")
    own = [("620102", kind, "未建立") for kind in ("工作规则", "责任清单", "议事规程")]
    sheets["制度建设"] = [headings, ("620100", "工作机制", "未建立"), *own]
    sheets |= event("620100", "P1")
    assert short(findings(tmp_path, sheets)) == [
        ("项目", "C2", "foreign_region", "REFUSE"),
        ("制度建设", "A2", "foreign_region", "REFUSE"),
        ("事件", "B2", "foreign_region", "REFUSE"),
    ]


@pytest.mark.parametrize(
    ("region", "project", "codes"),
    [
        ("620102", None, []),
        ("620200", None, []),
        ("620100", None, ["not_a_county"]),
        ("620000", "无", ["not_a_county"]),
        ("620100", "P1", ["unknown_project", "event_counts_nowhere"]),
    ],
)
def test_an_event_without_project_carries_a_county(region, project, codes, tmp_path):
    found = findings(tmp_path, event(region, project), unit="620000")
    assert [f.code for f in found] == codes


def test_a_city_without_counties_keeps_projects_itself(tmp_path):
    sheets = made.county()
    for row in (1, 2):
        sheets = made.changed(sheets, "项目", row, "行政区划代码", "620200")
    assert findings(tmp_path, sheets, unit="620200") == []
    for row in (1, 2):
        sheets = made.changed(sheets, "项目", row, "行政区划代码", "620100")
    found = findings(tmp_path, sheets, unit="620100")
    assert [f.code for f in found] == ["not_a_county"] * 2


def test_an_unknown_unit_hears_who_must_report_first(tmp_path):
    found = findings(tmp_path, made.county(), known=Known())
    assert [str(f) for f in found] == [
        "报送单位“620102”不在已报送的区划中，请核对行政区划代码；"
        "系统中还没有区划数据，请先导入省级报送的“区划”工作表。"
    ]


@pytest.mark.parametrize(
    ("row", "heading", "value", "codes"),
    [
        (3, "上级代码", "629900", ["wrong_parent", "foreign_region"]),
        (3, "上级代码", "620103", ["wrong_parent"]),
        (3, "上级代码", "620102", ["wrong_parent", "foreign_region"]),
        (2, "层级", "省", ["wrong_parent"]),
        (1, "上级代码", "100000", ["wrong_parent"]),
        (1, "上级代码", "无", []),
    ],
)
def test_divisions_hang_together(row, heading, value, codes, tmp_path):
    sheets = made.changed(made.province(), "区划", row, heading, value)
    found = findings(tmp_path, sheets, unit="620000", known=Known())
    assert [f.code for f in found] == codes


def test_a_county_cannot_rewrite_the_divisions_its_province_reported(tmp_path):
    own = [made.REGIONS[0], next(row for row in made.REGIONS if row[0] == "620102")]
    sheets = {**made.county(), "区划": own}
    assert short(findings(tmp_path, sheets)) == [("区划", "A2", "divisions_kept_above", "REFUSE")]


def test_an_office_that_works_alone_reports_its_own_divisions(tmp_path):
    top = [("620100", "甲市", "市", None), ("620102", "城关区", "县", "620100")]
    sheets = {"区划": [made.REGIONS[0], *top]}
    assert findings(tmp_path, sheets, unit="620100", known=Known()) == []
