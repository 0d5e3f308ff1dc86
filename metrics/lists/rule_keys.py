"""The rules of lists: which measures make each entry of 双清单, what 推荐激励 asks, and how many places it has."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from metrics.rules.readers import RuleKey, one_of, share, target_share
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL

DOUBLE_LIST, GATES, SEATS = "double_list", "incentive_gates", "incentive_seats"
NEGATIVE, INCENTIVE = "负面清单", "激励清单"
SIDES = (NEGATIVE, INCENTIVE)
FREE = "不限"
"""Stands where a condition is not asked."""
MOST_SEATS = 100


class Head(NamedTuple):
    """One entry (条目) of a list, by the measures that put a region on it, in official order."""

    side: str
    title: str
    measures: tuple[str, ...]


class DoubleList(NamedTuple):
    """Both lists. `reached` is the rate from which a measure counts as reached, by side, the bound included."""

    heads: tuple[Head, ...]
    reached: Mapping[str, Fraction]

    def of(self, side: str) -> tuple[Head, ...]:
        """Return the entries of one list, in their order."""
        return tuple(head for head in self.heads if head.side == side)


def double_list(raw: Any) -> DoubleList:
    """Read {负面清单: {达标率: 100%, 条目: {…: [A01]}}, 激励清单: …}; ValueError says what is wrong.

    A code is an item (A01: all its measures) or a measure (A03.2).
    """
    if not isinstance(raw, dict) or set(raw) != set(SIDES):
        raise ValueError("应写明负面清单和激励清单")
    heads: list[Head] = []
    reached = {}
    for side in SIDES:
        part = raw[side]
        if not isinstance(part, dict) or set(part) != {"达标率", "条目"}:
            raise ValueError(f"{side}应写明达标率和条目")
        if not isinstance(part["条目"], dict) or not part["条目"]:
            raise ValueError(f"{side}至少要有一条条目")
        reached[side] = target_share(part["达标率"])
        heads += [Head(side, str(title), _measures(title, codes))
                  for title, codes in part["条目"].items()]  # fmt: skip
    return DoubleList(tuple(heads), reached)


def _measures(title: str, codes: Any) -> tuple[str, ...]:
    if not isinstance(codes, list) or not codes:
        raise ValueError(f"条目“{title}”应列出衡量内容编号，如[A01, A03.2]")
    named: list[str] = []
    for code in codes:
        item = NATIONAL.by_code.get(code)
        if item is None and code not in NATIONAL.measures:
            raise ValueError(f"条目“{title}”中的“{code}”不是衡量内容编号")
        named += [each.code for each in item.measures] if item else [code]
    if len(set(named)) < len(named):
        raise ValueError(f"条目“{title}”的衡量内容不得重复")
    return tuple(code for code in NATIONAL.measures if code in named)


class Gates(NamedTuple):
    """What who is recommended has to fulfil (推荐条件), all of it; null asks nothing.

    `veto`: nothing bars it. `breaches`: 底线 measures breached, at most. `negative` and `incentive`:
    entries of 负面清单 it may be on at most, of 激励清单 at least. `grade`: the lowest grade. `satisfied`:
    the share of the answers of compounds completed in the year. `audits`: every issue of 审计 and
    国务院大督查 rectified in time.
    """

    veto: bool
    breaches: int | None
    negative: int | None
    incentive: int | None
    grade: str | None
    satisfied: Fraction | None
    audits: bool


NONE_ALLOWED, IN_TIME = "不得有", "按期销号"
_READ: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "一票否决": ("veto", lambda raw: one_of(NONE_ALLOWED, FREE)(raw) == NONE_ALLOWED),
    "底线不达标不超过(条)": ("breaches", lambda raw: _number_or_free(raw)),
    "负面清单不超过(条)": ("negative", lambda raw: _number_or_free(raw)),
    "激励清单不少于(条)": ("incentive", lambda raw: _number_or_free(raw)),
    "等次不低于": ("grade", lambda raw: None if raw == FREE else str(raw)),
    "群众满意率不低于": ("satisfied", lambda raw: None if raw == FREE else share(raw)),
    "审计督查问题": ("audits", lambda raw: one_of(IN_TIME, FREE)(raw) == IN_TIME),
}


def gates(raw: Any) -> Gates:
    """Read the conditions; each is written, 不限 where it is not asked. ValueError says what is allowed."""
    if not isinstance(raw, dict) or set(raw) != set(_READ):
        raise ValueError(f"应逐项写明{'、'.join(_READ)}，不作要求的写“{FREE}”")
    return Gates(**{name: read(raw[key]) for key, (name, read) in _READ.items()})


def _number_or_free(raw: Any) -> int | None:
    if raw == FREE:
        return None
    text = str(raw)
    if isinstance(raw, bool) or not (text.isascii() and text.isdigit()):
        raise ValueError(f"应为不小于0的整数，或“{FREE}”")
    return int(text)


BREACHES, ENTRIES, SATISFIED, PLANNED = "底线不达标条数", "激励清单条数", "群众满意率", "计划小区数"
TIES = (BREACHES, ENTRIES, SATISFIED, PLANNED)
"""By what regions of one rank can be told apart: fewer 底线 measures breached first, more of the others."""


class Seats(NamedTuple):
    """How many regions are recommended (名额), and by what those of one rank are told apart, in turn."""

    number: int
    ties: tuple[str, ...]


def seats(raw: Any) -> Seats:
    """Read {名额: 3, 同名次依次比较: [底线不达标条数]}; ValueError says what is allowed."""
    if not isinstance(raw, dict) or set(raw) != {"名额", "同名次依次比较"}:
        raise ValueError("应写明名额和同名次依次比较")
    number, ties = raw["名额"], raw["同名次依次比较"]
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_SEATS:
        raise ValueError(f"名额应为1至{MOST_SEATS}的整数")
    if not isinstance(ties, list) or len(set(ties)) < len(ties) or set(ties) - set(TIES):
        raise ValueError(f"同名次依次比较应为{'、'.join(TIES)}中的几项，不得重复")
    return Seats(number, tuple(ties))


RULE_KEYS: Mapping[str, RuleKey] = {
    DOUBLE_LIST: RuleKey("双清单条目", double_list),
    GATES: RuleKey(
        "推荐激励条件", gates,
        {"一票否决": (NONE_ALLOWED, FREE), "审计督查问题": (IN_TIME, FREE)},
    ),
    SEATS: RuleKey("推荐激励名额和次序", seats, {"同名次依次比较": TIES}),
}  # fmt: skip


def completed(rules: RulePack, other: RulePack) -> RulePack:
    """Return rules with those of lists that they do not hold, as another pack has them: seals of before have none."""
    return rules.taking(other, [key for key in RULE_KEYS if key not in rules])
