"""Every key a rule pack may hold, with its Chinese label and how its value is read.

A decree can change any of these; nothing here holds a value. An unknown key in a pack, or a value
that does not read, fails the loading with a sentence that names the pack, the key and the day.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from metrics.days.cadence import rhythms
from metrics.supervision.lights import LIGHTS, SUPERVISED
from metrics.supervision.stages import stage_dues

ITEMS = tuple(f"{group}{number:02}" for group in "AB" for number in range(1, 11))
MEASURES_PER_ITEM = dict(
    zip(ITEMS, (1, 3, 2, 2, 3, 3, 2, 1, 3, 1, 3, 1, 1, 2, 1, 1, 3, 1, 1, 1), strict=True)
)
MEASURE_CODES = frozenset(
    f"{item}.{number}"
    for item, count in MEASURES_PER_ITEM.items()
    for number in range(1, count + 1)
)
AMOUNT_MEASURES = frozenset({"B04.1", "B04.2"})
SHARE_KEYS = ("social_share_target", "local_share_target")


class Band(NamedTuple):
    """A grade (等次) and the scores it covers, with both bounds explicit."""

    grade: str
    low: Fraction
    low_included: bool
    high: Fraction
    high_included: bool

    def covers(self, score: Fraction) -> bool:
        """Say whether the band holds the score."""
        above = score > self.low or (self.low_included and score == self.low)
        return above and (score < self.high or (self.high_included and score == self.high))


class Points(NamedTuple):
    """How a rate earns its weight: proportional, threshold (all from `target` on), or linear
    from nothing at `floor` to all at `target`. `target` may name a share key of the pack."""

    shape: str
    floor: Fraction = Fraction(0)
    target: Fraction | str = Fraction(1)


def share(raw: Any) -> Fraction:
    """Read "75%", "2/3" or "0.5" as an exact share between 0 and 1; ValueError otherwise."""
    text = str(raw).strip()
    value = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if isinstance(raw, float) or not 0 <= value <= 1:
        raise ValueError("应为0%至100%之间的比例，写作“75%”或“2/3”")
    return value


def target_share(raw: Any) -> Fraction:
    """Read a share to be reached: more than nothing, or there is nothing to reach."""
    value = share(raw)
    if not value:
        raise ValueError("目标占比应大于0%")
    return value


def whole(raw: Any) -> int:
    """Read a whole number, 0 or more."""
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
        raise ValueError("应为不小于0的整数")
    return raw


def one_of(*choices: str) -> Callable[[Any], str]:
    """Return a reader for one of the given words."""

    def read(raw: Any) -> str:
        if raw not in choices:
            raise ValueError(f"应为{'、'.join(choices)}之一")
        return str(raw)

    return read


def yes_or_no(raw: Any) -> bool:
    """Read 是 or 否."""
    return one_of("是", "否")(raw) == "是"


def veto_list(raw: Any) -> tuple[str, ...]:
    """Read a list of measure codes, none twice; a share of money breaches nothing."""
    judged = MEASURE_CODES - AMOUNT_MEASURES
    if not isinstance(raw, list) or len(set(raw)) != len(raw) or set(raw) - judged:
        raise ValueError("应为不重复的、逐条判定的衡量内容编号，如[A02.2, A03.2]")
    return tuple(raw)


def weights(raw: Any) -> dict[str, Fraction]:
    """Read the weight (分值) of each of the 20 items; all are named and none is negative."""
    if not isinstance(raw, dict) or set(raw) != set(ITEMS):
        raise ValueError("应逐项写明A01至A10、B01至B10的分值")
    read = {item: Fraction(str(raw[item])) for item in ITEMS}
    if min(read.values()) < 0 or not sum(read.values()):
        raise ValueError("分值不得为负，合计应大于0")
    return read


_BAND = re.compile(r"^([\[(])\s*([\d.]+)\s*,\s*([\d.]+)\s*([\])])$")


def bands(raw: Any) -> tuple[Band, ...]:
    """Read grade bands, best first; together they cover 0 to 100 once, without a gap."""
    if not isinstance(raw, dict) or not raw:
        raise ValueError("应写明各等次的分数段")
    read = tuple(_band(grade, text) for grade, text in raw.items())
    joined = all(a.low == b.high and a.low_included != b.high_included for a, b in pairwise(read))
    covers_the_ends = read[0].covers(Fraction(100)) and read[-1].covers(Fraction(0))
    if not joined or not covers_the_ends or read[0].high != 100 or read[-1].low != 0:
        raise ValueError("各等次应从高到低首尾相接，恰好覆盖0至100分")
    return read


def _band(grade: str, text: Any) -> Band:
    match = _BAND.match(str(text))
    if match is None:
        raise ValueError("分数段应写作“[80,90)”")
    left, low, high, right = match.groups()
    return Band(grade, Fraction(low), left == "[", Fraction(high), right == "]")


def points(raw: Any) -> dict[str, Points]:
    """Read the points function of each measure; `default` stands for those not named."""
    if not isinstance(raw, dict) or "default" not in raw or set(raw) - {"default"} - MEASURE_CODES:
        raise ValueError("应写明default，其余键为衡量内容编号")
    return {code: _points(value) for code, value in raw.items()}


def _points(raw: Any) -> Points:
    wanted = {"proportional": set(), "threshold": {"target"}, "linear": {"floor", "target"}}
    if not isinstance(raw, dict) or set(raw) - {"shape"} != wanted.get(raw.get("shape", "")):
        raise ValueError("计分方式应为proportional、threshold(target)或linear(floor, target)")
    target = raw.get("target", "1")
    read = Points(
        raw["shape"],
        share(raw.get("floor", "0")),
        target if target in SHARE_KEYS else target_share(target),
    )
    if read.shape == "linear" and isinstance(read.target, Fraction) and read.target <= read.floor:
        raise ValueError("linear的target应大于floor")
    return read


def content_items(raw: Any) -> dict[str, str]:
    """Read the renovation contents (改造内容项) by class as item → class, none twice."""
    if not isinstance(raw, dict) or set(raw) != {"基础", "完善", "提升"}:
        raise ValueError("应按基础、完善、提升三类列出内容项")
    items = [(item, group) for group, listed in raw.items() for item in listed]
    if len({item for item, _ in items}) != len(items):
        raise ValueError("同一内容项只能归入一类")
    return dict(items)


RED_LINES = ("属实事件", "逾期问题", "否决内容")


def by_supervised(read: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    """Return a reader for one value each for 环节, 任务 and 问题."""

    def read_each(raw: Any) -> dict[str, Any]:
        if not isinstance(raw, dict) or set(raw) != set(SUPERVISED):
            raise ValueError(f"应分别写明{'、'.join(SUPERVISED)}的值")
        return {kind: read(raw[kind]) for kind in SUPERVISED}

    return read_each


def light_order(raw: Any) -> tuple[str, ...]:
    """Read the six lights, the most severe first, each once."""
    if not isinstance(raw, list) or sorted(raw) != sorted(LIGHTS):
        raise ValueError(f"应从重到轻各列一次：{'、'.join(LIGHTS)}")
    return tuple(raw)


def red_lines(raw: Any) -> tuple[str, ...]:
    """Read which events turn a project's light red; may be none of them."""
    if not isinstance(raw, list) or len(set(raw)) != len(raw) or set(raw) - set(RED_LINES):
        raise ValueError(f"应为{'、'.join(RED_LINES)}中的若干项，不重复")
    return tuple(raw)


_MONTH_DAY = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")


def scheduled_progress(raw: Any) -> str | dict[str, Fraction]:
    """Read how progress is expected to grow: evenly by 自然日 or 工作日, or a milestone curve.

    A curve is month-day → share of the work due by then in the plan year; neither may fall back.
    """
    if raw in ("自然日", "工作日"):
        return str(raw)
    if not isinstance(raw, dict) or not raw or not all(_MONTH_DAY.match(str(k)) for k in raw):
        raise ValueError('应为自然日、工作日，或里程碑如{"06-30": 40%, "09-30": 80%}')
    curve = {str(day): share(value) for day, value in raw.items()}
    if list(curve) != sorted(curve) or list(curve.values()) != sorted(curve.values()):
        raise ValueError("里程碑应按日期从早到晚排列，进度不得回落")
    return curve


AGENDA_LENGTHS = ("排名末位", "资金支付慢", "每地区重点项目")


def agenda_lengths(raw: Any) -> dict[str, int]:
    """Read how many regions, or projects of a region, each part of a meeting's agenda names."""
    if not isinstance(raw, dict) or set(raw) != set(AGENDA_LENGTHS):
        raise ValueError(f"应分别写明{'、'.join(AGENDA_LENGTHS)}的个数")
    return {name: whole(raw[name]) for name in AGENDA_LENGTHS}


class Deadlines(NamedTuple):
    """What the office is offered: working days for an order, and the work of `cadence` whose next
    turn is the next meeting and the date of a promise."""

    order_workdays: int
    next_meeting: str


def deadlines(raw: Any) -> Deadlines:
    """Read {督办单工作日: 10, 下次会议: 督导}."""
    if not isinstance(raw, dict) or set(raw) != {"督办单工作日", "下次会议"}:
        raise ValueError("应写明督办单工作日（整数）和下次会议（工作节奏中的一项工作）")
    return Deadlines(whole(raw["督办单工作日"]), str(raw["下次会议"]))


class Tolerance(NamedTuple):
    """By how much returns may differ from the ledger: so many things, or a share and 分 of money."""

    counts: int
    share: Fraction
    fen: int


def tolerance(raw: Any) -> Tolerance:
    """Read {数量: 0, 资金比例: 0.1%, 资金(万元): 1}."""
    if not isinstance(raw, dict) or set(raw) != {"数量", "资金比例", "资金(万元)"}:
        raise ValueError("应写明数量、资金比例、资金(万元)三项容差")
    return Tolerance(
        whole(raw["数量"]), share(raw["资金比例"]), whole(raw["资金(万元)"]) * 1_000_000
    )


class RuleKey(NamedTuple):
    """A rule (参数): its label for officers and the reader of its value."""

    label: str
    read: Callable[[Any], Any]


KEYS: dict[str, RuleKey] = {
    "built_year_max": RuleKey("改造对象建成年份上限", whole),
    "participation_min": RuleKey("居民参与率下限", share),
    "consent_min": RuleKey("居民同意率下限", share),
    "consent_base": RuleKey("同意率基数", one_of("participants", "households")),
    "scheme_vote_min": RuleKey("方案表决同意率下限", share),
    "survey_rate_min": RuleKey("满意度调查率下限", share),
    "satisfaction_min": RuleKey("居民满意率下限", share),
    "social_share_target": RuleKey("社会力量与居民出资占比目标", target_share),
    "local_share_target": RuleKey("地方财政与债券占比目标", target_share),
    "veto_measures": RuleKey("一票否决内容", veto_list),
    "veto_effect": RuleKey("否决方式", one_of("last", "cap", "flag")),
    "veto_grade_cap": RuleKey("否决后的最高等次", str),
    "grade_bands": RuleKey("等次分数段", bands),
    "min_compounds": RuleKey("参加主排名的最少小区数", whole),
    "item_weights": RuleKey("各项分值", weights),
    "points": RuleKey("计分方式", points),
    "not_applicable": RuleKey("不适用内容的分值处理", one_of("spread", "full", "zero")),
    "full_start_display": RuleKey("印“全部开工”", yes_or_no),
    "content_items": RuleKey("改造内容项及分类", content_items),
    "stage_due": RuleKey("各环节时限", stage_dues),
    "light_warn_days": RuleKey("黄灯提前工作日数", by_supervised(whole)),
    "light_grace_days": RuleKey("红灯宽限工作日数", by_supervised(whole)),
    "due_moves_to_workday": RuleKey("时限遇休息日顺延", by_supervised(yes_or_no)),
    "light_order": RuleKey("灯色轻重次序", light_order),
    "red_lines": RuleKey("整行亮红灯的底线情形", red_lines),
    "cadence": RuleKey("督导培训调度节奏", rhythms),
    "offered_deadlines": RuleKey("督办单和承诺的默认时限", deadlines),
    "default_date_share": RuleKey("默认数据截止日期须报到的单位比例", target_share),
    "agenda_lengths": RuleKey("调度会点名地区数", agenda_lengths),
    "scheduled_progress": RuleKey("序时进度算法", scheduled_progress),
    "reconciliation_tolerance": RuleKey("台账与报表核对容差", tolerance),
}
