"""提醒函：致一个市州的列出逾期单位，致一个单位的写明应报的一期；没有应报未报的不发。"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exports.papers import reminder_letter
from exports.papers.document import Briefing, Paragraph, Table
from exports.papers.reminder_letter import letter
from exports.pdf.render import render
from metrics.errors import UnknownChoice
from metrics.office import Office, using
from metrics.packs.pack import load_pack
from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder
from tests.exports.reading_papers import pdf_text
from tests.metrics.reporting.test_standing import REGIONS
from tests.metrics.reporting.two_cities import DAY, ONCE, SENT, standing

NAMES = dict(REGIONS.select("region", "name").iter_rows())
OFFICE = Contact("990000", "值班联系人", "综合组", "0000-0000000")


def to(code: str, *made: Reminder, number: int | None = None) -> Briefing:
    said = letter(standing(), code, names=NAMES, reminders=made, contacts=[OFFICE], number=number)
    return reminder_letter.compose(said, load_pack("national").on(DAY))


def listed(paper: Briefing) -> Table:
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    return table


def paragraphs(paper: Briefing) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Paragraph)]


def test_致市州的写明应报已报并列出逾期单位():
    paper = to("990100")
    told, asked, contact = paragraphs(paper)
    assert paper.addressee == "甲市城镇老旧小区改造工作领导小组办公室："
    assert told == (
        "截至2024年8月14日，你市应报送城镇老旧小区改造数据的2家单位中，逾期未报2家。"
        "逾期未报的名单如下。"
    )
    assert asked.startswith("请你办督促上述单位尽快报送截至2024年8月9日的数据；确有困难的")
    assert contact == "联系人：值班联系人，电话0000-0000000。"
    assert [[cell.text for cell in row] for row in listed(paper).rows] == [
        ["1", "甲二县", "2024-07-26", "2024-07-30", "11个工作日（15天）", "3"],
        ["2", "甲一县", "2024-08-02", "2024-08-06", "6个工作日（8天）", "2"],
    ]


def test_致单位的写明哪一期_何时到期_逾期多久():
    assert paragraphs(to("990101"))[0] == (
        "你单位城镇老旧小区改造数据已欠报2期：最早一期截至2024年8月2日，报送时限为2024年8月6日，"
        "至2024年8月14日已逾期6个工作日（8天）。"
    )


def test_催过一次的_第二次写明第二次():
    assert to("990101").title == ("关于报送城镇老旧小区改造", "数据的提醒函")
    assert to("990101", ONCE).title == ("关于报送城镇老旧小区改造", "数据的第二次提醒函")


def test_表中没有内容的栏不印_催过的另列次数():
    heads = [column.label for column in listed(to("990100")).columns]
    assert heads == ["序号", "单位", "数据日期", "报送时限", "逾期", "欠报期数"]
    heads = [column.label for column in listed(to("990100", ONCE)).columns]
    assert heads[-1] == "催报次数"


def test_还没到时限的不印逾期和欠报期数():
    said = letter(standing(day=date(2024, 7, 27)), "990100", names=NAMES, reminders=(), contacts=())
    paper = reminder_letter.compose(said, load_pack("national").on(DAY))
    heads = [column.label for column in listed(paper).columns]
    assert heads == ["序号", "单位", "数据日期", "报送时限"]
    assert "请你办督促上述单位按时报送" in paragraphs(paper)[1]


def test_报送要求有文件的_函里写明文件():
    rules = load_pack("national").on(DAY)
    asked = rules.rule("reporting")._replace(document="云建改〔2024〕3号文件")
    said = letter(standing(), "990100", names=NAMES, reminders=(), contacts=())
    decreed = replace(rules, rules={**rules.rules, "reporting": asked})
    told = paragraphs(reminder_letter.compose(said, decreed))[0]
    assert told.startswith("按照云建改〔2024〕3号文件的要求，截至2024年8月14日，你市应报送")


def test_文号带机关代字_顺序号由本单位填写_不填的留空():
    office = Office("990000", "云岭省", "云岭省老旧小区改造办公室", "云建改函", "national")
    with using(office):
        assert to("990100").issue == "云建改函〔2024〕　　号"
        assert to("990100", number=12).issue == "云建改函〔2024〕12号"
    assert to("990100").issue == "〔2024〕　　号"


def test_不设县区的市_函是写给它自己的():
    late = standing(reports=SENT[:1])
    said = letter(late, "990200", names=NAMES, reminders=(), contacts=())
    paper = reminder_letter.compose(said, load_pack("national").on(DAY))
    assert paragraphs(paper)[0].startswith("你单位从未报送城镇老旧小区改造数据，已欠报")
    assert not any(isinstance(block, Table) for block in paper.blocks)


def test_都已报送的不发函():
    with pytest.raises(UnknownChoice, match="乙市没有应报未报的单位"):
        to("990200")


def test_排成一页_盖演示标记(tmp_path: Path):
    text = pdf_text(render(to("990100", ONCE)), tmp_path)
    assert "虚构省城镇老旧小区改造工作领导小组办公室2024年8月14日—1—" in text
    assert "印发" not in text
    assert "—2—" not in text
    assert "城镇老旧小区改造报送提醒函" in text
    assert "演示数据" in text
    assert "甲二县" in text
