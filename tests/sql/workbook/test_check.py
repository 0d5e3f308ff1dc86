"""Rules over rows, sheets and divisions: what refuses, what only warns, and where it points."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from metrics.sheets import BY_NAME
from sql.workbook import area_rules, cross_rules, holding_rules, trend_rules
from sql.workbook import check as check_module
from sql.workbook.check import check
from sql.workbook.context import Case, Known
from sql.workbook.messages import Severity
from sql.workbook.parse import parse_sheet
from sql.workbook.read import read_workbook
from sql.workbook.row_rules import ROW_RULES
from sql.workbook.rulebook import OTHER_RULES, rules
from tests.workbooks import made

AS_OF = date(2023, 7, 28)


def _known() -> Known:
    rows = [
        dict(zip(("region", "name", "level", "parent"), r, strict=True)) for r in made.REGIONS[1:]
    ]
    return Known(regions=pl.DataFrame(rows, schema=BY_NAME["regions"].schema))


def _findings(tmp_path, sheets, *, unit="620102", known=None, as_of=AS_OF):
    text = read_workbook(made.write(tmp_path / "x.xlsx", sheets))
    assert not text.problems, [str(p) for p in text.problems]
    parsed = {name: parse_sheet(sheet) for name, sheet in text.sheets.items()}
    assert not [e for s in parsed.values() for e in s.errors]
    case = Case(sheets=parsed, unit=unit, as_of=as_of, known=known or _known())
    return [*check(case), *trend_rules.findings(case)]


def _compound(tmp_path, **cells):
    """Check the valid workbook with cells of its first compound changed."""
    sheets = made.county()
    for heading, value in cells.items():
        sheets = made.changed(sheets, "小区", 1, heading, value)
    return _findings(tmp_path, sheets)


def _short(findings):
    return [(f.sheet, f.cell, f.code, f.severity.name) for f in findings]


def test_a_sound_workbook_has_no_findings(tmp_path):
    assert _findings(tmp_path, made.county()) == []
    assert _findings(tmp_path, made.province(), unit="620000", known=Known()) == []


DAY = date
ROWS = {
    "完工早于开工": ({"实际开工日期": DAY(2023, 4, 6), "实际完工日期": DAY(2023, 4, 5)},
               "finish_before_start", "REFUSE"),
    "同日开工完工": ({"实际开工日期": DAY(2023, 4, 6), "实际完工日期": DAY(2023, 4, 6)}, None, None),
    "开工填无却有完工": ({"实际开工日期": "无", "实际完工日期": DAY(2023, 4, 5)},
                 "finished_never_started", "REFUSE"),
    "开工未报却有完工": ({"实际开工日期": None, "实际完工日期": DAY(2023, 4, 5)},
                 "completed_without_start", "WARN"),
    "完工填无": ({"实际完工日期": "无"}, None, None),
    "满意多于答卷": ({"有效答卷数": 50, "满意答卷数": 51}, "satisfied_over_responses", "REFUSE"),
    "满意等于答卷": ({"有效答卷数": 50, "满意答卷数": 50}, None, None),
    "答卷未报": ({"满意答卷数": 50}, None, None),
    "答卷多于户数": ({"有效答卷数": 101}, "responses_over_households", "REFUSE"),
    "同意多于参与": ({"参与征询户数": 80, "同意改造户数": 81}, "consenting_over_consulted", "REFUSE"),
    "参与多于户数": ({"参与征询户数": 101, "同意改造户数": 80}, "consulted_over_households", "REFUSE"),
    "参与未报而同意多于户数": ({"同意改造户数": 101}, "consenting_over_households", "REFUSE"),
    "表决多于户数": ({"方案同意户数": 101}, "votes_over_households", "REFUSE"),
    "表决等于户数": ({"方案同意户数": 100}, None, None),
    "验收早于完工": ({"实际完工日期": DAY(2023, 6, 5), "验收日期": DAY(2023, 6, 4)},
               "accepted_before_completed", "WARN"),
    "晚于数据截止日期": ({"实际开工日期": DAY(2023, 7, 29)}, "after_data_date", "REFUSE"),
    "恰在数据截止日期": ({"实际开工日期": AS_OF}, None, None),
    "计划日期可以在将来": ({"计划完工日期": DAY(2023, 10, 31)}, None, None),
    "列入计划日期可以在将来": ({"列入计划日期": DAY(2023, 7, 29)}, "planned_after_data_date", "WARN"),
    "恰在数据截止日期列入计划": ({"列入计划日期": AS_OF}, None, None),
    "列入计划日期填无": ({"列入计划日期": "无"}, None, None),
    "有形象进度而未报开工": ({"形象进度(%)": "45%", "实际开工日期": None}, "progress_without_start", "WARN"),
    "形象进度为零而未报开工": ({"形象进度(%)": "0%", "实际开工日期": None}, None, None),
    "形象进度百分之百而未报完工": ({"形象进度(%)": "100%", "实际完工日期": None}, "whole_not_completed", "WARN"),
    "验收而未报完工": ({"验收日期": DAY(2023, 6, 4), "实际完工日期": None}, "accepted_not_completed", "WARN"),
    "户均面积离谱": ({"建筑面积(㎡)": 80_000}, "area_per_household", "WARN"),
    "每栋户数离谱": ({"楼栋数": 1}, "households_per_building", "WARN"),
    "早于计划年度开工": ({"实际开工日期": DAY(2022, 12, 1)}, "started_on_year", "WARN"),
    "社区未摸排": ({"社区编码": "620102001001"}, "unsurveyed_community", "WARN"),
    "社区填无": ({"社区编码": "无"}, None, None),
    "项目不存在": ({"项目编码": "P9"}, "unknown_project", "REFUSE"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_one_compound(name, tmp_path):
    cells, code, severity = ROWS[name]
    found = _compound(tmp_path, **cells)
    ours = [f for f in found if f.code == code]
    if code is None:
        assert found == []
    else:
        assert [f.severity.name for f in ours] == [severity]
        refused = [f for f in found if f.severity is Severity.REFUSE]
        assert not refused or severity == "REFUSE"
        assert ours[0].cell.endswith("2")


def test_the_sentence_names_both_values(tmp_path):
    found = _compound(tmp_path, 实际完工日期=DAY(2023, 4, 5))
    assert str(found[0]) == (
        "工作表“小区”H2：实际完工日期2023-04-05早于实际开工日期2023-04-06，请核对。"
    )


OTHER_SHEETS = {
    "支付大于到位只提示": (("资金", 1, "支付金额(万元)", 150.01), "paid_over_received", "E2", "WARN"),
    "资金里的项目不存在": (("资金", 2, "项目编码", "P7"), "unknown_project", "A3", "REFUSE"),
    "同一来源填了两行": (("资金", 2, "项目编码", "P1"), None, None, None),
    "辖区以外": (("项目", 1, "行政区划代码", "620103"), "foreign_region", "C2", "REFUSE"),
    "没有的区划": (("项目", 1, "行政区划代码", "629999"), "unknown_region", "C2", "REFUSE"),
    "投资单位填错": (("项目", 1, "计划总投资(万元)", 3_000_000), "investment_per_household", "E2", "WARN"),
    "填了12位代码": (("项目", 1, "行政区划代码", "620102000000"), "code_too_long", "C2", "REFUSE"),
    "编码填无": (("小区", 2, "小区编码", "无"), "none_here", "A3", "REFUSE"),
    "必填为空": (("小区", 2, "户数", None), "missing", "D3", "REFUSE"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_SHEETS)
def test_one_cell_elsewhere(name, tmp_path):
    change, code, cell, severity = OTHER_SHEETS[name]
    found = _findings(tmp_path, made.changed(made.county(), *change))
    expected = [] if code is None else [(change[0], cell, code, severity)]
    assert [f for f in _short(found) if f[2] == code or code is None] == expected


def test_a_statistical_code_is_told_its_six_digits(tmp_path):
    sheets = made.changed(made.county(), "项目", 1, "行政区划代码", "620102000000")
    assert [f.message for f in _findings(tmp_path, sheets)] == [
        "行政区划代码应为6位，现为12位“620102000000”，请只填前6位620102。"
    ]
    divisions = made.changed(made.province(), "区划", 3, "行政区划代码", "620102000000")
    divisions = made.changed(divisions, "区划", 4, "上级代码", "620100000000")
    found = _findings(tmp_path, divisions, unit="620000", known=Known())
    assert _short(found) == [
        ("区划", "A4", "code_too_long", "REFUSE"), ("区划", "D5", "code_too_long", "REFUSE"),
    ]  # fmt: skip


def test_a_citys_code_in_a_countys_workbook_is_one_mistake(tmp_path):
    sheets = made.changed(made.county(), "项目", 1, "行政区划代码", "620100")
    headings = ("行政区划代码", "制度类别", "状态")
    sheets["制度建设"] = [headings, ("620100", "工作机制", "未建立")]
    sheets |= _event("620100", "P1")
    assert _short(_findings(tmp_path, sheets)) == [
        ("项目", "C2", "foreign_region", "REFUSE"),
        ("制度建设", "A2", "foreign_region", "REFUSE"),
        ("事件", "B2", "foreign_region", "REFUSE"),
    ]


def test_a_key_given_twice_points_at_the_second_row(tmp_path):
    sheets = made.county()
    sheets["资金"] = [*sheets["资金"], sheets["资金"][1]]
    found = _findings(tmp_path, sheets)
    assert _short(found) == [("资金", "A4", "repeated", "REFUSE")]
    assert "第2行" in str(found[0])


def test_a_blank_in_a_key_is_a_value(tmp_path):
    headings = ("行政区划代码", "制度类别", "状态", "文号", "印发日期")
    row = ("620102", "工作机制", "未建立", None, None)
    sheets = {**made.county(), "制度建设": [headings, row, row]}
    assert [f.code for f in _findings(tmp_path, sheets)] == ["repeated"]


def test_a_compound_in_two_projects_of_one_year_is_refused(tmp_path):
    sheets = made.changed(made.county(), "小区", 2, "小区编码", "C1")
    assert _short(_findings(tmp_path, sheets)) == [("小区", "C3", "two_projects_a_year", "REFUSE")]
    other_year = made.changed(sheets, "项目", 2, "计划年度", 2022)
    assert _findings(tmp_path, other_year) == []


def test_contents_and_facilities_need_their_compound(tmp_path):
    sheets = {
        **made.county(),
        "改造内容": [
            ("小区编码", "内容项", "存在短板"),
            ("C9", "供水", "是"),
            ("C1", "供水", "是"),
        ],
        "专营设施": [("小区编码", "类型", "需改造"), ("C1", "水", "是"), ("C8", "水", "是")],
    }
    assert _short(_findings(tmp_path, sheets)) == [
        ("改造内容", "A2", "unknown_compound", "REFUSE"),
        ("专营设施", "A3", "unknown_compound", "REFUSE"),
    ]


def _event(region, project, kind="挪用"):
    headings = ("事件编码", "行政区划代码", "项目编码", "类型", "发生日期", "核实状态")
    return {"事件": [headings, ("S1", region, project, kind, date(2023, 5, 6), "待核")]}


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
    found = _findings(tmp_path, _event(region, project), unit="620000")
    assert [f.code for f in found] == codes


def test_projects_of_other_units_are_known(tmp_path):
    projects = pl.DataFrame(
        {"project": ["P1"], "region": ["620102"], "plan_year": [2023]},
        schema_overrides={"plan_year": pl.Int32},
    )
    known = Known(regions=_known().regions, projects=projects)
    found = _findings(tmp_path, _event("620100", "P1", "质量问题"), unit="620000", known=known)
    assert found == []
    misused = _findings(tmp_path, _event("620100", "P1"), unit="620000", known=known)
    assert _short(misused) == [("事件", "B2", "event_counts_nowhere", "WARN")]
    in_county = _findings(tmp_path, _event("620102", "P1"), unit="620000", known=known)
    assert in_county == []


def test_a_city_without_counties_keeps_projects_itself(tmp_path):
    sheets = made.county()
    for row in (1, 2):
        sheets = made.changed(sheets, "项目", row, "行政区划代码", "620200")
    assert _findings(tmp_path, sheets, unit="620200") == []
    for row in (1, 2):
        sheets = made.changed(sheets, "项目", row, "行政区划代码", "620100")
    found = _findings(tmp_path, sheets, unit="620100")
    assert [f.code for f in found] == ["not_a_county"] * 2


def test_an_unknown_unit_hears_who_must_report_first(tmp_path):
    found = _findings(tmp_path, made.county(), known=Known())
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
    found = _findings(tmp_path, sheets, unit="620000", known=Known())
    assert [f.code for f in found] == codes


def _before(tmp_path, sheets):
    text = read_workbook(made.write(tmp_path / "before.xlsx", sheets))
    return {n: parse_sheet(s).frame.drop("sheet_row") for n, s in text.sheets.items()}


def test_what_vanished_or_fell_since_last_time_is_asked_about(tmp_path):
    known = Known(regions=_known().regions, previous=_before(tmp_path, made.county()))
    sheets = made.changed(made.county(), "项目", 1, "累计完成投资(万元)", 99.99)
    sheets = made.changed(sheets, "小区", 1, "实际开工日期", None)
    sheets["资金"] = sheets["资金"][:2]
    found = _findings(tmp_path, sheets, known=known)
    assert _short(found) == [
        ("项目", "F2", "fallen", "WARN"),
        ("小区", "G2", "fallen", "WARN"),
        ("资金", "", "vanished", "WARN"),
    ]
    assert "上次报送为100，本次为99.99" in str(found[0])


def test_withdrawing_all_divisions_is_refused(tmp_path):
    known = Known(regions=_known().regions, previous={"regions": _known().regions})
    found = _findings(tmp_path, _event("620102", None), unit="620000", known=known)
    assert [(f.code, f.severity) for f in found if f.severity is Severity.REFUSE] == [
        ("divisions_gone", Severity.REFUSE)
    ]


def test_every_rule_reads_only_columns_of_its_sheet_and_says_why():
    names = [rule.name for rule in ROW_RULES]
    assert len(names) == len(set(names))
    for rule in ROW_RULES:
        sheet = BY_NAME[rule.sheet]
        assert rule.column in sheet.schema
        assert set(rule.wrong.meta.root_names()) <= set(sheet.schema)
        assert rule.says.format_map(dict.fromkeys(sheet.schema, "x"))
        assert rule.why


def test_the_printed_rules_are_the_rules_in_force():
    printed = {rule.code: rule.severity for rule in rules()}
    sources = [area_rules, cross_rules, holding_rules, trend_rules, check_module]
    text = "".join(Path(source.__file__).read_text(encoding="utf-8") for source in sources)
    assert len(printed) == len(rules())
    for rule in OTHER_RULES:
        assert rule.code in text or rule.code.removesuffix("_year") in text, rule.code


def test_a_county_cannot_rewrite_the_divisions_its_province_reported(tmp_path):
    own = [made.REGIONS[0], next(row for row in made.REGIONS if row[0] == "620102")]
    sheets = {**made.county(), "区划": own}
    assert _short(_findings(tmp_path, sheets)) == [("区划", "A2", "divisions_kept_above", "REFUSE")]


def test_an_office_that_works_alone_reports_its_own_divisions(tmp_path):
    top = [("620100", "甲市", "市", None), ("620102", "城关区", "县", "620100")]
    sheets = {"区划": [made.REGIONS[0], *top]}
    assert _findings(tmp_path, sheets, unit="620100", known=Known()) == []
