"""表头和不是记录的行：认得的读，认不得的说清楚在哪里、应怎样，不当作没有报。"""

import pytest

from sql.workbook.reading.parse import parse_sheet
from sql.workbook.reading.read import read_workbook
from tests.workbooks import made

FUNDS = made.FUNDS
COMPOUNDS = made.COMPOUNDS


def _said(tmp_path, sheet, rows):
    """读一张表；返回整张表的问题、各格的问题，以及读到的记录数。"""
    text = read_workbook(made.write(tmp_path / "x.xlsx", {"项目": made.PROJECTS, sheet: rows}))
    read = {each.sheet.label: parse_sheet(each) for each in text.sheets.values()}
    problems = [str(problem) for problem in text.problems]
    return problems, [str(error) for error in read[sheet].errors], read[sheet].frame.height


TWO_ROWS = {
    "合计在上、分项在下": [
        ("项目编码", "资金来源", "金额(万元)", None, None),
        (None, None, "计划金额(万元)", "到位金额(万元)", "支付金额(万元)"),
    ],
    "必填列都在上一行": [
        ("项目编码", "资金来源", "计划金额(万元)", "其中", None),
        (None, None, None, "到位金额(万元)", "支付金额(万元)"),
    ],
    "一个名称拆成上下两格": [
        ("项目编码", "资金来源", "计划", "到位", "支付"),
        (None, None, "金额(万元)", "金额(万元)", "金额(万元)"),
    ],
    "上格跨几列": [
        ("项目", None, "资金来源", "计划", "到位"),
        ("编码", "名称", None, "金额（万元）", "金额（万元）"),
    ],
}


@pytest.mark.parametrize("name", TWO_ROWS)
def test_表头占两行的说明是哪两行(name, tmp_path):
    problems, errors, rows = _said(tmp_path, "资金", [*TWO_ROWS[name], *FUNDS[1:]])
    assert len(problems) == 1
    assert problems[0].startswith("工作表“资金”第1行：表头分在第1、2行，只能占一行；")
    assert (errors, rows) == ([], 0)


def test_表头占三行的也说明(tmp_path):
    heading = [
        ("项目编码", "资金来源", "金额", None),
        (None, None, "其中：", None),
        (None, None, "到位金额(万元)", "支付金额(万元)"),
    ]
    problems, _, _ = _said(tmp_path, "资金", [*heading, *FUNDS[1:]])
    assert problems[0].startswith("工作表“资金”第1行：表头分在第1、2、3行，只能占一行；")


TITLES = {
    "标题一格": [("2023年资金情况表",)],
    "标题和填报单位": [
        ("2023年资金情况表",),
        ("填报单位：甲一区", None, "填报日期：2023年7月28日"),
    ],
    "上方有分组名称": [("基本情况", None, "资金情况（万元）", None, None)],
    "上方有表头名称和值": [("项目编码", "P1"), ()],
}


@pytest.mark.parametrize("name", TITLES)
def test_表头上方的标题和分组不妨碍读表(name, tmp_path):
    problems, errors, rows = _said(tmp_path, "资金", [*TITLES[name], *FUNDS])
    assert (problems, errors, rows) == ([], [], 2)


def test_表头太靠下的说明在第几行_不当作没有报(tmp_path):
    problems, _, _ = _said(tmp_path, "资金", [*[()] * 19, *FUNDS])
    assert problems == [
        "工作表“资金”第20行：表头在第20行，应在前15行内；请删去表头上方多余的行，或使用报送模板。"
    ]


@pytest.mark.parametrize("above", [0, 30, 300])
def test_有内容而没有表头的表不当作没有报(above, tmp_path):
    problems, _, _ = _said(tmp_path, "资金", [*[()] * above, ("P1", "省财政", 12)])
    assert problems == ["工作表“资金”：前200行内没有找到表头，请使用报送模板的表头。"]


def test_没有内容的表等于没有报(tmp_path):
    assert _said(tmp_path, "资金", [(), (None, "  ")]) == ([], [], 0)
    assert _said(tmp_path, "资金", [*FUNDS[:1]]) == ([], [], 0)


@pytest.mark.parametrize("unit", ["单位：元", "（金额单位：亿元）", " 单位: 元"])
def test_表头上方写的单位与表头不一致的不导入(unit, tmp_path):
    problems, _, _ = _said(tmp_path, "资金", [("资金表", None, unit), *FUNDS])
    word = unit.strip()
    assert problems == [
        f"工作表“资金”C1：表头上方写着“{word}”，表头却以万元为单位；"
        "请把金额改为万元，并把这一格改为“单位：万元”或删去。"
    ]


@pytest.mark.parametrize("unit", ["单位：万元", "单位：户、万元", "填报单位：元谋县"])
def test_表头上方别的单位不妨碍读表(unit, tmp_path):
    assert _said(tmp_path, "资金", [(unit,), *FUNDS]) == ([], [], 2)


TOTALS = {
    "编码空着、名称写合计": (None, "合计", 300.25, 150, 80),
    "编码处写合计": ("合 计", None, 300.25, 150, 80),
    "本县合计": ("全县合计：", None, 300.25, 150, 80),
    "小计": (None, "小计（2个）", 300.25, None, None),
    "总计": ("总计", None, 300.25, None, None),
    "分类汇总": ("XM2023-62010201 汇总", None, 300.25, None, None),
    "表格自带的汇总行": ("汇总", None, 300.25, None, None),
}


@pytest.mark.parametrize("name", TOTALS)
def test_合计行只说一句_不逐格报错(name, tmp_path):
    row = TOTALS[name]
    problems, errors, rows = _said(tmp_path, "资金", [*FUNDS, row])
    word = next(cell for cell in row if cell)
    cell = "AB"[row.index(word)] + "4"
    assert (problems, rows) == ([], 2)
    assert errors == [
        f"工作表“资金”{cell}：第4行像是合计行（“{word}”），不是一条记录；请删去后再报，合计由系统计算。"
    ]


def test_几处合计合成一句_列明各行(tmp_path):
    rows = [
        FUNDS[0],
        FUNDS[1],
        (None, "小计", 200),
        FUNDS[2],
        (None, "小计", 100.25),
        ("合计", None, 300),
    ]
    _, errors, read = _said(tmp_path, "资金", rows)
    assert read == 2
    assert len(errors) == 1
    assert "第3、5—6行像是合计行" in errors[0]


def test_叫合计的项目是记录(tmp_path):
    problems, errors, rows = _said(
        tmp_path, "项目", [*made.PROJECTS, ("P3", "改造合计", "620102", 2023, 1, 0)]
    )
    assert (problems, errors, rows) == ([], [], 3)


NO_RECORDS = {
    "表下的说明": (("填表人：张三", None, "审核人：李四"), "第4行像是表下的说明（“填表人：张三”）"),
    "注": (("注：金额含税",), "第4行像是表下的说明（“注：金额含税”）"),
    "分组标题": (("一、续建项目",), "第4行只有一格内容（“一、续建项目”），像是分组标题或说明"),
    "分组标题在编码右边": ((None, "一、续建项目"), "第4行只有一格内容（“一、续建项目”）"),
    "页脚": (("第1页，共2页",), "第4行只有一格内容（“第1页，共2页”）"),
    "另页又印的表头": (FUNDS[0], "第4行又是一行表头（“项目编码”）"),
}


@pytest.mark.parametrize("name", NO_RECORDS)
def test_说明和重印的表头不是记录_各说一句(name, tmp_path):
    row, sentence = NO_RECORDS[name]
    problems, errors, rows = _said(tmp_path, "资金", [*FUNDS, row])
    assert (problems, rows, len(errors)) == ([], 2, 1)
    assert sentence in errors[0]


def test_只填了编码的是漏填的记录_不是分组标题(tmp_path):
    _, errors, rows = _said(tmp_path, "资金", [*FUNDS, ("P3",)])
    assert rows == 3
    assert not any("分组标题" in error for error in errors)


@pytest.mark.parametrize(
    "row",
    [("1", "2", "3", "4", "5"), ("甲", "乙", 1, 2, 3), (None, None, "万元", "(万元)", "万元")],
)
def test_表头下的栏次和单位不是记录(row, tmp_path):
    problems, errors, rows = _said(tmp_path, "资金", [FUNDS[0], row, *FUNDS[1:]])
    assert (problems, rows, len(errors)) == ([], 2, 1)
    assert "第2行像是表头下的栏次或单位" in errors[0]


def test_任务序号从一起的是记录(tmp_path):
    heading = ("任务序号", "工作分类", "任务内容", "责任单位", "完成时限")
    rows = [
        heading,
        (1, "完善政策", "任务一", "住建局", "2023年8月"),
        (2, None, "任务二", "住建局", "2023年8月"),
    ]
    problems, errors, read = _said(tmp_path, "重点任务", rows)
    assert (problems, errors, read) == ([], [], 2)
