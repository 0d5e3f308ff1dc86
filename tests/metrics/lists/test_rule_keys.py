"""Rules of lists: what reads, and what is refused in a sentence that says what to write."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from metrics.errors import RulePackInvalid
from metrics.lists.rule_keys import DOUBLE_LIST, GATES, INCENTIVE, NEGATIVE, SEATS, completed
from tests.metrics.lists.listed import RULES

GOOD = {
    DOUBLE_LIST: {
        "负面清单": {"达标率": "100%", "条目": {"甲": ["A01"]}},
        "激励清单": {"达标率": "80%", "条目": {"乙": ["B01", "A08.1"]}},
    },
    GATES: {
        "一票否决": "不限", "底线不达标不超过(条)": "2", "负面清单不超过(条)": "不限",
        "激励清单不少于(条)": "0", "等次不低于": "不限", "群众满意率不低于": "不限", "审计督查问题": "不限",
    },
    SEATS: {"名额": 3, "同名次依次比较": ["群众满意率"]},
}  # fmt: skip


def value(key: str, raw: Any) -> Any:
    return RULES.but(**{key: raw})[key]


def test_four_and_four_entries_ship_with_their_measures():
    lists = RULES[DOUBLE_LIST]
    assert [len(lists.of(side)) for side in (NEGATIVE, INCENTIVE)] == [4, 4]
    assert lists.of(NEGATIVE)[0].measures == ("A01.1",)
    assert lists.of(INCENTIVE)[3].measures == ("A08.1", "B09.1")
    assert "原文未见" in RULES.rule(DOUBLE_LIST).note


def test_an_item_stands_for_its_measures_in_official_order():
    lists = value(DOUBLE_LIST, GOOD[DOUBLE_LIST])
    assert lists.of(INCENTIVE)[0].measures == ("A08.1", "B01.1", "B01.2", "B01.3")
    assert lists.reached[INCENTIVE] == Fraction(4, 5)


def test_what_is_not_asked_is_null():
    gates = value(GATES, GOOD[GATES])
    assert (gates.veto, gates.audits, gates.breaches) == (False, False, 2)
    assert (gates.negative, gates.grade, gates.satisfied) == (None, None, None)


WRONG: tuple[tuple[str, Any, str], ...] = (
    (DOUBLE_LIST, {"负面清单": {}}, "应写明负面清单和激励清单"),
    (DOUBLE_LIST, {**GOOD[DOUBLE_LIST], "激励清单": {"达标率": "80%", "条目": {}}}, "至少要有一条条目"),
    (
        DOUBLE_LIST, {**GOOD[DOUBLE_LIST], "负面清单": {"达标率": "100%", "条目": {"甲": ["A99"]}}},
        "“A99”不是衡量内容编号",
    ),
    (
        DOUBLE_LIST, {**GOOD[DOUBLE_LIST], "负面清单": {"达标率": "100%", "条目": {"甲": ["A01", "A01.1"]}}},
        "不得重复",
    ),
    (DOUBLE_LIST, {**GOOD[DOUBLE_LIST], "负面清单": {"达标率": "0%", "条目": {"甲": ["A01"]}}}, "大于0%"),
    (GATES, {"一票否决": "不得有"}, "应逐项写明"),
    (GATES, {**GOOD[GATES], "负面清单不超过(条)": "-1"}, "不小于0的整数"),
    (GATES, {**GOOD[GATES], "群众满意率不低于": 0.9}, "比例"),
    (GATES, {**GOOD[GATES], "一票否决": "可以有"}, "不得有、不限之一"),
    (SEATS, {"名额": 0, "同名次依次比较": []}, "名额应为1至100"),
    (SEATS, {"名额": 3, "同名次依次比较": ["抽签"]}, "同名次依次比较应为"),
)  # fmt: skip


@pytest.mark.parametrize(("key", "raw", "words"), WRONG)
def test_a_value_that_does_not_read_is_refused_in_words(key: str, raw: Any, words: str):
    with pytest.raises(RulePackInvalid, match=words):
        value(key, raw)


def test_a_seal_of_before_these_rules_takes_those_in_force():
    without = replace(RULES, rules={k: r for k, r in RULES.rules.items() if k not in GOOD})
    assert GATES not in without
    assert completed(without, RULES)[GATES] == RULES[GATES]
    other = RULES.but(**{SEATS: GOOD[SEATS]})
    assert completed(RULES, other)[SEATS] == RULES[SEATS]
