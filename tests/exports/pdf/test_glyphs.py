"""A character that cannot be printed stops the paper and says where it stands."""

from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont

from exports.pdf.glyphs import (
    FONTS,
    LAST_RESORT,
    MissingGlyph,
    check,
    check_texts,
    covered,
    printable,
)
from tests.exports import sample

RARE = "㵲浉鄠盩厔垚碶墘埗𠮷"


def test_能印的字与字体库读出的一致():
    read: set[int] = set()
    for name in LAST_RESORT:
        with TTFont(FONTS / name, lazy=True) as font:
            read |= font.getBestCmap().keys()
    assert covered() == read


def test_生僻地名用字都能印():
    check(sample.briefing(names={"620102": f"{RARE}县"}))


def test_缺字说明是哪个字_在哪里():
    broken = sample.briefing(names={"XM620103": "西片区𪚥改造项目"})
    with pytest.raises(MissingGlyph) as told:
        check(broken)
    assert "“𪚥”（U+2A6A5）" in str(told.value)
    assert "附件2“红灯项目清单”第1行“项目名称（编码）”栏" in str(told.value)
    assert "西片区𪚥改造项目" in str(told.value)
    assert told.value.exit_code == 31


def test_标题中的缺字同样查出():
    with pytest.raises(MissingGlyph, match="标题"):
        check(replace(sample.briefing(), title=("关于𪚥的通报",)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("甲\x07乙", "甲〔U+0007〕乙"),
        ("甲\u202e乙", "甲〔U+202E〕乙"),
        ("甲\u200b乙", "甲〔U+200B〕乙"),
        ("甲\n乙\t丙", "甲 乙 丙"),
        ("甲#乙$丙*丁", "甲#乙$丙*丁"),
        ("三日内进场👍🏽", "三日内进场〔U+1F44D〕〔U+1F3FD〕"),
    ],
)
def test_看不见的字符和表情符号印出编码(typed: str, printed: str):
    assert printable(typed) == printed
    check_texts([("承诺事项", typed.replace("\t", ""))])
