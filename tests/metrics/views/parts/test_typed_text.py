"""Typed text as it is shown: words from right to left apart, what cannot be seen by its code."""

import pytest

from metrics.views.parts.typed_text import shown

CITY = "ئۈرۈمچى شەھىرى"
APART = f"\u2067{CITY}\u2069"


@pytest.mark.parametrize(
    ("typed", "as_shown"),
    [
        (f"乌鲁木齐（{CITY}）12个", f"乌鲁木齐（{APART}）12个"),
        (f"{CITY}12分、{CITY}3分", f"{APART}12分、{APART}3分"),
        (f"{CITY}，{CITY}。", f"{APART}，{APART}。"),
        (f"{CITY} 12-{CITY}", f"\u2067{CITY} 12-{CITY}\u2069"),
        (f"XM1{CITY}A", f"XM1{APART}A"),
        ("拉萨ལྷ་ས（3）", "拉萨ལྷ་ས（3）"),
    ],
)
def test_从右到左的文字自成一段_旁边的数字不换位(typed: str, as_shown: str):
    assert shown(typed) == as_shown


def test_旧数据中看不见的字符显示编码_分行保留():
    assert shown("甲\u202e乙\u200b\n丙") == "甲〔U+202E〕乙〔U+200B〕\n丙"
