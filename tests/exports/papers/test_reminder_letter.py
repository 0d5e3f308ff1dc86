"""提醒函：致一个市州的列出逾期单位，致一个单位的写明应报的一期；没有应报未报的不发。"""

from datetime import date
from pathlib import Path

import pytest

from exports.papers import reminder_letter
from exports.papers.document import Briefing, Paragraph, Table
from exports.papers.reminder_letter import letter
from exports.pdf.render import render
from metrics.errors import UnknownChoice
from metrics.packs.pack import load_pack
from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder
from metrics.reporting.standing import Reporting, due_units, reporting
from metrics.views.reported import reminder_words
from tests.exports.reading_papers import pdf_text
from tests.metrics.reporting.test_standing import ALWAYS, REGIONS, WEEKLY, sent

NAMES = dict(REGIONS.select("region", "name").iter_rows())
DAY = date(2024, 8, 14)
SENT = (
    sent("990101", "2024-07-26", "2024-07-29T10:00", number=1),
    sent("990200", "2024-08-09", "2024-08-12T10:00", number=2),
)
ONCE = Reminder(1, "990000", "990101", date(2024, 8, 2), date(2024, 8, 8), "微信", "请报。", "经办")
OFFICE = Contact("990000", "值班联系人", "综合组", "0000-0000000")


def standing() -> Reporting:
    """甲市两个县：一个报到7月26日，一个从未报送；乙市（不设县区）已报。"""
    due = due_units(REGIONS, set(), "990000", WEEKLY)
    since = dict.fromkeys((unit[0] for unit in due), date(2024, 7, 26))
    return reporting(SENT, due, since=since, schedule=ALWAYS, place="990000", day=DAY)


def to(code: str, *made: Reminder) -> Briefing:
    said = letter(standing(), code, names=NAMES, reminders=made, contacts=[OFFICE])
    return reminder_letter.compose(said, load_pack("national").on(DAY))


def paragraphs(paper: Briefing) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Paragraph)]


def test_致市州的写明应报已报并列出逾期单位():
    paper = to("990100")
    addressee, told, asked, contact = paragraphs(paper)
    assert addressee == "甲市城镇老旧小区改造工作领导小组办公室："
    assert told == (
        "截至2024年8月14日，你市应报送城镇老旧小区改造数据的单位2家，"
        "已报送0家，2家逾期未报，名单如下。"
    )
    assert asked.startswith("请你办督促上述单位尽快报送截至2024年8月9日的数据；确有困难的")
    assert contact == "联系人：值班联系人（综合组）0000-0000000。"
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "甲二县", "2024-07-26", "2024-07-30", "11个工作日（15天）", "3"],
        ["2", "甲一县", "2024-08-02", "2024-08-06", "6个工作日（8天）", "2"],
    ]


def test_致单位的写明哪一期_何时到期_逾期多久():
    assert paragraphs(to("990101"))[1] == (
        "截至2024年8月14日，你单位截至2024年8月2日的城镇老旧小区改造数据应于2024年8月6日前报送，"
        "至今未收到，已逾期6个工作日（8天），共欠报2期。"
    )


def test_催过一次的_第二次写明第二次():
    assert to("990101").title == ("关于报送城镇老旧小区改造", "数据的提醒函")
    assert to("990101", ONCE).title == ("关于报送城镇老旧小区改造", "数据的第二次提醒函")


def test_都已报送的不发函():
    with pytest.raises(UnknownChoice, match="乙市没有应报未报的单位"):
        to("990200")


def test_排成一页_盖演示标记(tmp_path: Path):
    text = pdf_text(render(to("990100", ONCE)), tmp_path)
    assert "城镇老旧小区改造报送提醒函" in text
    assert "演示数据" in text
    assert "甲二县" in text


def test_微信文字写明单位_哪一期_时限_逾期_怎么办_落款():
    told = standing()
    unit = next(each for each in told.units if each.unit == "990101")
    signed = reminder_words.signature("某办公室", [OFFICE], told, mark="演示数据")
    assert reminder_words.to_unit(unit, told, [], signed=signed) == (
        "甲一县：\n"
        "【催报】截至2024年8月2日的城镇老旧小区改造数据应于2024年8月6日前报送，至今未收到，"
        "已逾期6个工作日（8天），共欠报2期。请一并更新到本期，报送截至2024年8月9日的数据。"
        f"{reminder_words.ASKED}\n"
        "联系：值班联系人（综合组）0000-0000000\n某办公室　2024年8月14日（演示数据）"
    )
    again = reminder_words.to_unit(unit, told, [ONCE], signed=signed)
    assert again.startswith("甲一县：\n【第二次催报】")


def test_致市州的微信文字逐个列出单位_再催的注明次数():
    told = standing()
    units = [each for each in told.units if each.upper == "990100"]
    text = reminder_words.to_city("甲市", units, told, [ONCE], signed="某办公室")
    assert text.splitlines()[:4] == [
        "甲市：",
        "截至2024年8月14日，你市还有2家单位逾期未报：",
        "1. 甲二县：截至2024年7月26日的城镇老旧小区改造数据应于2024年7月30日前报送，至今未收到，"
        "已逾期11个工作日（15天），共欠报3期。",
        "2. 甲一县（第二次催报）：截至2024年8月2日的城镇老旧小区改造数据应于2024年8月6日前报送，"
        "至今未收到，已逾期6个工作日（8天），共欠报2期。",
    ]
