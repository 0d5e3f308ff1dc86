"""催报文字：谁、哪一期、时限、逾期多久、怎么报、找谁，一句不重复，括号不套括号。"""

import re
from datetime import date

from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder
from metrics.reporting.standing import Reporting
from metrics.views.reported import reminder_words
from metrics.views.reported.reminder_words import HOW
from tests.metrics.reporting.test_standing import sent
from tests.metrics.reporting.two_cities import DAY, ONCE, SENT, standing

OFFICE = Contact("990000", "值班联系人", "某办公室综合组", "0000-0000000")


def to(code: str, told: Reporting, *made: Reminder, signed: str = "某办公室") -> str:
    unit = next(each for each in told.units if each.unit == code)
    return reminder_words.to_unit(unit, told, made, signed=signed)


def to_city(told: Reporting, *made: Reminder) -> str:
    units = [each for each in told.units if each.upper == "990100"]
    return reminder_words.to_city("甲市", units, told, made, signed="某办公室")


def test_致单位_写明哪一期_时限_逾期_怎么报_找谁():
    told = standing()
    signed = reminder_words.signature("某办公室", [OFFICE], told, mark="演示数据")
    assert to("990101", told, signed=signed) == (
        "甲一县：\n"
        "【催报】你单位城镇老旧小区改造数据已欠报2期：最早一期截至2024年8月2日，报送时限为2024年8月6日，"
        "至2024年8月14日已逾期6个工作日（8天）。请尽快报送截至2024年8月9日的数据。\n"
        f"{HOW}\n"
        "联系人：值班联系人，电话0000-0000000\n某办公室　2024年8月14日（演示数据）"
    )


def test_只欠一期的_只说这一期():
    told = standing(day=date(2024, 8, 8))
    assert to("990101", told).splitlines()[1] == (
        "【催报】你单位截至2024年8月2日的城镇老旧小区改造数据，报送时限为2024年8月6日，"
        "至2024年8月8日仍未收到，已逾期2个工作日（2天）。请尽快报送截至2024年8月2日的数据。"
    )


def test_催过的写明第几次():
    assert to("990101", standing(), ONCE).startswith("甲一县：\n【第二次催报】你单位")


def test_还没到时限的是提醒_不是催报():
    told = standing(day=date(2024, 7, 29))
    assert to("990102", told).splitlines()[1] == (
        "【报送提醒】你单位截至2024年7月26日的城镇老旧小区改造数据，请于2024年7月30日前报送，"
        "距时限还有1个工作日（1天）。"
    )
    due_today = standing(day=date(2024, 7, 30))
    assert "请于2024年7月30日前报送，今天到期。" in to("990102", due_today)


def test_迟报的告知收到日期和迟了几天_按期的不发():
    late = (sent("990101", "2024-08-09", "2024-08-14T10:00", number=1), *SENT[1:])
    told = {unit.unit: unit for unit in standing(reports=late).units}
    assert reminder_words.thanks(told["990101"], signed="某办公室") == (
        "甲一县：\n【收到告知】你单位截至2024年8月9日的城镇老旧小区改造数据，报送时限为2024年8月13日，"
        "已于2024年8月14日收到，迟报1个工作日（1天）。下一期请按时报送。\n某办公室"
    )
    assert reminder_words.thanks(told["990200"], signed="某办公室") == ""


def test_致市州_先说总数和本期_再逐个说():
    assert to_city(standing()).splitlines() == [
        "甲市：",
        "【催报】截至2024年8月14日，你市应报送城镇老旧小区改造数据的2家单位中，逾期未报2家。"
        "本期数据截至2024年8月9日，报送时限为2024年8月13日。",
        "1. 甲二县：从未报送，欠报3期，最早一期已逾期11个工作日（15天）；",
        "2. 甲一县：欠报2期，最早一期已逾期6个工作日（8天）。",
        "请督促上述单位尽快报送截至2024年8月9日的数据。",
        HOW,
        "某办公室",
    ]


def test_致市州_同样的几家并为一行_催过的说已催几次():
    begun = [sent("990200", "2024-07-26", "2024-07-26T10:00", number=1)]
    told = standing(day=date(2024, 8, 2), reports=begun)
    assert "甲一县、甲二县：从未报送，截至2024年7月26日的数据已逾期3个工作日（3天）。" in (
        to_city(told).splitlines()
    )
    again = to_city(standing(), ONCE)
    assert "甲一县：欠报2期，最早一期已逾期6个工作日（8天），此前已催报1次。" in again
    assert "【催报】" in again


def test_称呼随地名():
    told = {name: reminder_words.you(name) for name in ("甲市", "乙自治州", "丙地区", "丁盟")}
    assert list(told.values()) == ["你市", "你州", "你地区", "你盟"]


def test_没有括号套括号():
    days = [date(2024, 7, 29), date(2024, 7, 30), date(2024, 8, 8), DAY]
    texts = [to_city(standing(day=day), ONCE) for day in days]
    texts += [to("990101", standing(day=day), ONCE) for day in days[2:]]
    assert not [text for text in texts if re.search("（[^）]*（", text)]
