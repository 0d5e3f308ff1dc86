"""Files of points and targets: read by their headings, refused in a sentence, from Excel and from CSV."""

import io
from datetime import date

import pytest
import xlsxwriter

from sql.dispatch.journal import EntryRefused
from sql.sheets.entering import HandScore, Target
from sql.sheets.files import points_of, self_scores_of, targets_of
from sql.sheets.self_scores import SelfScore

POINTS = (
    "行政区划代码,地区,编号,考核内容,分数,评分人,评分日期,评分依据,更正原因\n"
    "620102,甲县,D5,资金下达,2.5,评分人,2024-07-31,文件两份,\n"
    "620103,乙县,D5,资金下达,,,,,\n"
)


def test_lines_that_are_not_filled_in_are_left_out():
    assert points_of(POINTS.encode("utf-8-sig"), "评分.csv") == [
        HandScore("620102", "D5", "2.5", "评分人", date(2024, 7, 31), "文件两份")
    ]
    assert points_of(POINTS.encode("gb18030"), "评分.csv")[0].points == "2.5"


def test_excel_is_read_like_csv():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["行政区划代码", "编号", "目标", "文件依据"])
        sheet.write_row(1, 0, ["620102", "D1", "85%", "函〔2024〕2号"])
    assert targets_of(out.getvalue(), "目标.xlsx") == [
        Target("620102", "D1", "85%", "函〔2024〕2号")
    ]


def test_points_of_self_evaluation_are_told_by_the_unit_that_sends_them():
    text = "行政区划代码,编号,自评分,说明\n620102,D1,9.5,含储备项目\n"
    assert self_scores_of(text.encode(), "自评.csv", unit="620100") == [
        SelfScore("620100", "620102", "D1", "9.5", "含储备项目")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("编号,分数\nD5,2\n", "没有找到表头：应有“行政区划代码”“编号”“分数”"),
        (POINTS.replace("2024-07-31", "去年"), "第2行的评分日期“去年”不是日期"),
        (POINTS.split("620102")[0], "没有填写任何内容"),
        (
            POINTS.replace(
                "620103,乙县,D5,资金下达,,,", "620102,甲县,D5,资金下达,3,评分人,2024-07-31"
            ),
            "第3行与第2行是同一地区（620102）的同一项（D5），请只保留一行",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(text: str, words: str):
    with pytest.raises(EntryRefused, match=words):
        points_of(text.encode(), "评分.csv")
