"""What stored texts look like on paper: every script as it is written, the rest by its code point."""

import pytest

from exports.pdf.glyphs import NAMED, UNPRINTED, joined, printable, unprinted
from exports.pdf.render import render
from tests.exports import sample
from tests.exports.pdf.test_render import pages

CITY = "ئۈرۈمچى شەھىرى"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("甲\x07乙", "甲〔U+0007〕乙"),
        ("甲\u202e乙", "甲〔U+202E〕乙"),
        ("甲\u200b乙", "甲〔U+200B〕乙"),
        ("甲\n乙\t丙", "甲 乙 丙"),
        ("甲#乙$丙*丁", "甲#乙$丙*丁"),
        ("三日内进场👍🏽", "三日内进场〔U+1F44D〕〔U+1F3FD〕"),
        ("西片区𪚥改造", "西片区〔U+2A6A5〕改造"),
    ],
)
def test_旧数据中印不出的字符印出编码(typed: str, printed: str):
    assert printable(typed) == printed


def test_没有印不出的字符就不加说明():
    assert unprinted([("标题", f"关于{CITY}的通报")]) == []


def test_印出编码的在依据中说明是哪几处():
    listed = [(f"第{row}行", f"甲{sign}乙") for row, sign in enumerate("丙𪚥𪚥𪚥𪚥𪚥𪚥")]
    ((label, words),) = unprinted(listed)
    assert label == UNPRINTED
    assert words.count("甲〔U+2A6A5〕乙") == NAMED
    assert "重报：第1行“甲〔U+2A6A5〕乙”；第2行" in words
    assert words.endswith("；另有1处。")


def test_简报照常印出_末页说明哪里有印不出的字():
    made = "".join(pages(render(sample.briefing(names={"XM620103": "西片区𪚥改造项目"}))))
    assert "西片区〔U+2A6A5〕改造项目" in made
    assert "附件2“红灯项目清单”第1行“项目名称（编码）”栏“西片区〔U+2A6A5〕改造项目" in made


def test_简报印得出各民族文字的地名():
    names = {"620102": "ལྷ་ས་གྲོང་ཁྱེར།", "620103": CITY, "XM620102": "ᠬᠥᠬᠡᠬᠣᠲᠠ ꆈꌠꉙ 연길시"}
    made = "".join(pages(render(sample.briefing(names=names))))
    for words in ("ᠬᠥᠬᠡᠬᠣᠲᠠꆈꌠꉙ연길시", "ئۈرۈمچى", "གྲོ"):
        assert words in made
    assert "U+" not in made
    assert UNPRINTED not in made


def test_连写和叠写的词整个量():
    assert joined().findall(f"甲{CITY}12 ལྷ་ས乙ᠬᠠᠷ\u180eᠠ ꆈꌠ연길") == [CITY, "ལྷ་ས", "ᠬᠠᠷ\u180eᠠ"]
