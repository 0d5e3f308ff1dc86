"""Measures as reviewed documents, and what a page says of them."""

import hashlib

import pytest

from metrics.standards.catalogue import NATIONAL
from metrics.standards.measure import Measure
from metrics.standards.reviews import FIRST_READING, WHOLE_CLAUSE
from metrics.views.rating.measure_notes import notes

LONGEST = 150
EACH = pytest.mark.parametrize("measure", NATIONAL.measures.values(), ids=lambda m: m.code)


@EACH
def test_每条写明意义和原文_并已核对(measure: Measure):
    assert measure.why.endswith("。")
    assert measure.why.count("。") == 1
    assert 0 < len(measure.says) <= LONGEST
    assert not measure.says.endswith("。")
    assert "……" not in measure.says  # the whole sentence of the clause
    assert measure.checked is not None


def test_改动文字须重新核对原文():
    """Whoever changes a text compares it with the document again, and gives it a review of its own."""
    texts = [
        (m.code, m.title, m.denominator, m.numerator, m.says)
        for m in NATIONAL.measures.values()
        if m.checked in (FIRST_READING, WHOLE_CLAUSE)
    ]
    digest = hashlib.sha256(repr(texts).encode()).hexdigest()
    assert digest == "8fe21f0e6877cb44de64b59aed2096d95966b9b10dd8da96bde3ceeb2523b2c7"


def test_页面所说():
    measure = NATIONAL.measures["B01.3"]
    assert notes(NATIONAL, measure) == {
        "意义": "线上表决便于居民参加，能够提高协商议事效率。",
        "分母": "当年已开工的小区",
        "达标": "已运用线上手段表决改造共同决定事项的小区",
        "依据": "建办城〔2021〕50号 附件二（一）：“引导居民利用‘互联网+共建共治共享’等线上手段，"
        "对改造中共同决定事项进行表决，提高居民协商议事效率”",
        "核对": "本系统开发组，2026-11-29，对照甘建城〔2022〕15号转发的附件",
    }


def test_没有核对的照实说():
    measure = NATIONAL.measures["A01.1"]._replace(why="", says="", checked=None)
    said = notes(NATIONAL, measure)
    assert (said["意义"], said["依据"]) == ("—", "建办城〔2021〕50号 附件一（一）")
    assert said["核对"] == "尚未核对"
