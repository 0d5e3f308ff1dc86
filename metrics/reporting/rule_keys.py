"""The rule of reporting (报送): the rhythm of the data dates, the time after each, and who is due."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from metrics.days.cadence import RESTS, Rhythm, rhythms
from metrics.records.regions import LEVELS
from metrics.rules.readers import RuleKey, whole

REVIEW_LEVELS, REVIEW_DAYS = "review_levels", "review_days"
"""How many divisions must accept a report before it counts, and how many working days each has."""
MOST_LEVELS = 2
"""So many divisions may have to accept a report: the city, then the province."""

WITH_LEDGER = "有台账的"
"""Before a level: only those of its divisions that own a project."""
UNITS = {f"{only}{level}": (level, bool(only)) for only in ("", WITH_LEDGER) for level in LEVELS}
"""How a rule may name the units of a level, and whether only those with a ledger are meant."""
_PARTS = {"时间", "遇休息日", "报送工作日", "报送单位"}


class Duty(NamedTuple):
    """When a data date comes round, how many working days later its reports are due, and whose.

    `levels` are the levels of 区划 (市, 县) that report; true where only those with a ledger do.
    """

    rhythm: Rhythm
    workdays: int
    levels: Mapping[str, bool]


def duty(raw: Any) -> Duty:
    """Read {时间: 每周五, 遇休息日: 照常, 报送工作日: 3, 报送单位: [县, 有台账的市]}."""
    if not isinstance(raw, dict) or set(raw) != _PARTS:
        raise ValueError("应写明时间、遇休息日、报送工作日和报送单位")
    turns = {"报送": {"时间": raw["时间"], "遇休息日": raw["遇休息日"]}}
    return Duty(rhythms(turns)["报送"], whole(raw["报送工作日"]), _levels(raw["报送单位"]))


def _levels(raw: Any) -> dict[str, bool]:
    if not isinstance(raw, list) or not raw:
        raise ValueError("报送单位应逐项写明，如[县, 有台账的市]")
    levels = dict(UNITS[word] for word in map(str, raw) if word in UNITS)
    if len(levels) < len(raw):
        raise ValueError(
            f"报送单位应为{'、'.join(LEVELS)}各写一次，只要有台账的写作“{WITH_LEDGER}市”"
        )
    return levels


def _review_levels(raw: Any) -> int:
    levels = whole(raw)
    if levels > MOST_LEVELS:
        raise ValueError(f"应为0（报送即计入）、1（市级审核）或{MOST_LEVELS}（市、省两级审核）")
    return levels


RULE_KEYS: dict[str, RuleKey] = {
    "reporting": RuleKey(
        "报送节奏、时限和单位", duty, {"遇休息日": RESTS, "报送单位": tuple(UNITS)}
    ),
    REVIEW_LEVELS: RuleKey("报送审核级数", _review_levels),
    REVIEW_DAYS: RuleKey("每级审核时限(工作日)", whole),
}
