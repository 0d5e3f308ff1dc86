"""选错报送单位：只说一句，不逐行报错。"""

from tests.sql.workbook.checked import event, findings
from tests.workbooks import made


def _said(tmp_path, sheets, unit):
    return [str(each) for each in findings(tmp_path, sheets, unit=unit)]


def _projects(*regions):
    rows = [(f"P{n}", f"{n}号", region, 2023) for n, region in enumerate(regions)]
    return {"项目": [("项目编码", "项目名称", "行政区划代码", "计划年度"), *rows]}


def test_整本是别的县的_说明是谁的(tmp_path):
    assert _said(tmp_path, _projects(*["620103"] * 300), "620102") == [
        "工作簿里的行政区划代码主要是620103甲二区的（300行中有300行），所选的报送单位是620102甲一区；"
        "请核对所选单位；单位无误的，请改正行政区划代码。"
    ]


def test_多数是别的县的也只说一句(tmp_path):
    said = _said(tmp_path, _projects("620103", "620103", "620102"), "620102")
    assert len(said) == 1
    assert "主要是620103甲二区的（3行中有2行）" in said[0]


def test_一半以下的逐行指出(tmp_path):
    codes = [f.code for f in findings(tmp_path, _projects("620103", "620102"), unit="620102")]
    assert codes == ["foreign_region"]


def test_市里几个县的说明是市的(tmp_path):
    said = _said(tmp_path, _projects("620102", "620103"), "620200")
    assert "主要是620100甲市的（2行中有2行），所选的报送单位是620200乙市" in said[0]


def test_区划中没有的代码_说明先登记区划调整(tmp_path):
    said = _said(tmp_path, _projects("620109", "620109"), "620102")
    assert said == [
        "工作簿里的行政区划代码主要是620109的（2行中有2行），所选的报送单位是620102甲一区；"
        "请核对所选单位和代码；代码新近变更的，请系统管理员登记“区划调整”（命令：python -m sql division-change）。"
    ]


def test_市和省的工作簿含各县的不算选错(tmp_path):
    for unit in ("620100", "620000"):
        assert _said(tmp_path, _projects("620102", "620103", "620103"), unit) == []


def test_单元格的问题照列在后(tmp_path):
    sheets = made.changed(made.county(), "小区", 1, "实际完工日期", "2023-01-01")
    codes = [f.code for f in findings(tmp_path, sheets, unit="620103")]
    assert codes == ["workbook_of_another_unit", "finish_before_start"]


def test_单位不在区划中的只说单位(tmp_path):
    codes = [f.code for f in findings(tmp_path, event("620102", None), unit="990102")]
    assert codes == ["unknown_unit"]


def test_代码填成12位的逐格说明_不当作别的县的(tmp_path):
    found = findings(tmp_path, _projects("620102000000", "620102001"), unit="620102")
    assert [(f.cell, f.code) for f in found] == [("C2", "code_too_long"), ("C3", "code_too_long")]
