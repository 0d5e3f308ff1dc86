"""Rules over rows and sheets: what refuses, what only warns, and where it points."""

from datetime import date

import polars as pl
import pytest

from metrics.records.findings import Severity
from metrics.records.sheets import BY_NAME
from sql.workbook.checking.context import Known
from sql.workbook.checking.row_rules import ROW_RULES
from sql.workbook.reading.parse import parse_sheet
from sql.workbook.reading.read import read_workbook
from tests.sql.workbook.checked import AS_OF, event, findings, known_divisions, short
from tests.workbooks import made


def _compound(tmp_path, **cells):
    """Check the valid workbook with cells of its first compound changed."""
    sheets = made.county()
    for heading, value in cells.items():
        sheets = made.changed(sheets, "小区", 1, heading, value)
    return findings(tmp_path, sheets)


def test_a_sound_workbook_has_no_findings(tmp_path):
    assert findings(tmp_path, made.county()) == []
    assert findings(tmp_path, made.province(), unit="620000", known=Known()) == []


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
    "开工而列入计划日期空白": ({"列入计划日期": None}, "begun_outside_plan", "WARN"),
    "排定开工而列入计划日期空白": ({"列入计划日期": None, "实际开工日期": None, "计划开工日期": DAY(2023, 9, 1)},
                    "begun_outside_plan", "WARN"),
    "没有开工也没有排定而列入计划日期空白": ({"列入计划日期": None, "实际开工日期": None}, None, None),
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
        "工作表“小区”I2：实际完工日期2023-04-05早于实际开工日期2023-04-06，请核对。"
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
    found = findings(tmp_path, made.changed(made.county(), *change))
    expected = [] if code is None else [(change[0], cell, code, severity)]
    assert [f for f in short(found) if f[2] == code or code is None] == expected


def test_a_statistical_code_is_told_its_six_digits(tmp_path):
    sheets = made.changed(made.county(), "项目", 1, "行政区划代码", "620102000000")
    assert [f.message for f in findings(tmp_path, sheets)] == [
        "行政区划代码应为6位，现为12位“620102000000”，请只填前6位620102。"
    ]
    divisions = made.changed(made.province(), "区划", 3, "行政区划代码", "620102000000")
    divisions = made.changed(divisions, "区划", 4, "上级代码", "620100000000")
    found = findings(tmp_path, divisions, unit="620000", known=Known())
    assert short(found) == [
        ("区划", "A4", "code_too_long", "REFUSE"), ("区划", "D5", "code_too_long", "REFUSE"),
    ]  # fmt: skip


def test_a_key_given_twice_points_at_the_second_row(tmp_path):
    sheets = made.county()
    sheets["资金"] = [*sheets["资金"], sheets["资金"][1]]
    found = findings(tmp_path, sheets)
    assert short(found) == [("资金", "A4", "repeated", "REFUSE")]
    assert "第2行" in str(found[0])


def test_a_blank_in_a_key_is_a_value(tmp_path):
    headings = ("行政区划代码", "制度类别", "状态", "文号", "印发日期")
    row = ("620102", "工作机制", "未建立", None, None)
    sheets = {**made.county(), "制度建设": [headings, row, row]}
    assert [f.code for f in findings(tmp_path, sheets)] == ["repeated"]


def test_a_compound_in_two_projects_of_one_year_is_refused(tmp_path):
    sheets = made.changed(made.county(), "小区", 2, "小区编码", "C1")
    assert short(findings(tmp_path, sheets)) == [("小区", "C3", "two_projects_a_year", "REFUSE")]
    other_year = made.changed(sheets, "项目", 2, "计划年度", 2024)
    other_year = made.changed(other_year, "小区", 1, "实际开工日期", None)
    assert findings(tmp_path, other_year) == []


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
    told = findings(tmp_path, sheets)
    assert short(told) == [
        ("改造内容", "A2", "unknown_compound", "REFUSE"),
        ("专营设施", "A3", "unknown_compound", "REFUSE"),
    ]
    assert told[0].message == (
        "小区编码“C9”不在“小区”工作表中，请核对编码或补填该小区；该小区已撤销的，本行也请删去。"
    )


def test_projects_of_other_units_are_known(tmp_path):
    projects = pl.DataFrame(
        {"project": ["P1"], "region": ["620102"], "plan_year": [2023]},
        schema_overrides={"plan_year": pl.Int32},
    )
    known = Known(regions=known_divisions().regions, others={"projects": projects})
    found = findings(tmp_path, event("620100", "P1", "质量问题"), unit="620000", known=known)
    assert found == []
    misused = findings(tmp_path, event("620100", "P1"), unit="620000", known=known)
    assert short(misused) == [("事件", "B2", "event_counts_nowhere", "WARN")]
    in_county = findings(tmp_path, event("620102", "P1"), unit="620000", known=known)
    assert in_county == []


def _before(tmp_path, sheets):
    text = read_workbook(made.write(tmp_path / "before.xlsx", sheets))
    return {n: parse_sheet(s).frame.drop("sheet_row") for n, s in text.sheets.items()}


def test_what_vanished_or_fell_since_last_time_is_asked_about(tmp_path):
    known = Known(regions=known_divisions().regions, previous=_before(tmp_path, made.county()))
    sheets = made.changed(made.county(), "项目", 1, "累计完成投资(万元)", 99.99)
    sheets = made.changed(sheets, "小区", 1, "实际开工日期", None)
    sheets["资金"] = sheets["资金"][:2]
    found = findings(tmp_path, sheets, known=known)
    assert short(found) == [
        ("项目", "F2", "fallen", "WARN"),
        ("小区", "G2", "fallen", "WARN"),
        ("资金", "", "vanished", "WARN"),
    ]
    assert "上次报送为100，本次为99.99" in str(found[0])


def test_withdrawing_all_divisions_is_refused(tmp_path):
    known = Known(
        regions=known_divisions().regions, previous={"regions": known_divisions().regions}
    )
    found = findings(tmp_path, event("620102", None), unit="620000", known=known)
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
