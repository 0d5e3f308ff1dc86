"""The data date that pages open with: one early upload does not move everyone's."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from metrics.packs.default_date import ahead_of, default_date, opening
from metrics.packs.pack import load_pack
from metrics.views.reported.ahead_words import ahead_words

PROVINCE = "990000"
FRIDAY, NEXT = date(2024, 8, 9), date(2024, 8, 16)
FIFTH = Fraction(1, 5)


def counties(*days: date) -> dict[str, date]:
    return {f"99010{n}": day for n, day in enumerate(days, start=1)}


CASES = {
    "都报到同一天": (counties(*[FRIDAY] * 5), FRIDAY),
    "一家先报了下一周": (counties(NEXT, *[FRIDAY] * 9), FRIDAY),
    "日期误填到十年后": (counties(date(2034, 8, 9), *[FRIDAY] * 9), FRIDAY),
    "恰好五分之一": (counties(NEXT, NEXT, *[FRIDAY] * 8), NEXT),
    "不足五分之一": (counties(NEXT, NEXT, *[FRIDAY] * 9), FRIDAY),
    "每家的日期都不同": (counties(*[FRIDAY + timedelta(n) for n in range(10)]), FRIDAY + timedelta(8)),
    "只有两家_一家就够": (counties(NEXT, FRIDAY), NEXT),
    "只有一家": (counties(FRIDAY), FRIDAY),
    "省级自己已报到下一周": (counties(*[FRIDAY] * 9) | {PROVINCE: NEXT}, NEXT),
    "省级报得早_不拖住各县": (counties(*[NEXT] * 9) | {PROVINCE: date(2024, 1, 31)}, NEXT),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_默认日期(name: str):
    newest, day = CASES[name]
    assert default_date(newest, place=PROVINCE, share=FIFTH) == day


def test_按地区参数集的比例_规则尚未生效的年份取最新():
    assert opening(counties(NEXT, *[FRIDAY] * 9), place=PROVINCE) == FRIDAY
    old = date(2020, 6, 30)
    assert opening(counties(old, *[old - timedelta(7)] * 9), place=PROVINCE) == old


def test_报得更新的单位列明_最新的在前():
    newest = counties(FRIDAY, NEXT, NEXT + timedelta(7))
    assert ahead_of(newest, FRIDAY) == {"990103": NEXT + timedelta(7), "990102": NEXT}
    assert ahead_of(newest, NEXT + timedelta(7)) == {}


def test_比例是有日期的参数():
    rule = load_pack("national").on(FRIDAY).rules["default_date_share"]
    assert (rule.value, rule.document) == (FIFTH, "本系统默认")


def test_一句话说明谁报得更新():
    ahead = {f"第{n}县": NEXT for n in range(1, 7)}
    words = ahead_words(ahead, FRIDAY)
    assert words.startswith("已有6家报到更新的日期：第1县（2024-08-16）、")
    assert "第5县（2024-08-16）等。" in words
    assert "第6县" not in words
    assert ahead_words({}, FRIDAY) == ""
