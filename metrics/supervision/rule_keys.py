"""Rules of supervision: when stages are due, how lights are lit, and what turns a row red."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from metrics.rules.readers import YES_OR_NO, RuleKey, share, whole, yes_or_no
from metrics.supervision.lights import LIGHTS, SUPERVISED
from metrics.supervision.red_lines import RED_LINES
from metrics.supervision.stages import stage_dues

EVENLY = ("自然日", "工作日")
_MONTH_DAY = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")


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


def scheduled_progress(raw: Any) -> str | dict[str, Fraction]:
    """Read how progress is expected to grow: evenly by 自然日 or 工作日, or a milestone curve.

    A curve is month-day → share of the work due by then in the plan year; neither may fall back.
    """
    if raw in EVENLY:
        return str(raw)
    if not isinstance(raw, dict) or not raw or not all(_MONTH_DAY.match(str(k)) for k in raw):
        raise ValueError('应为自然日、工作日，或里程碑如{"06-30": 40%, "09-30": 80%}')
    curve = {str(day): share(value) for day, value in raw.items()}
    if list(curve) != sorted(curve) or list(curve.values()) != sorted(curve.values()):
        raise ValueError("里程碑应按日期从早到晚排列，进度不得回落")
    return curve


RULE_KEYS: dict[str, RuleKey] = {
    "stage_due": RuleKey("各环节时限", stage_dues),
    "light_warn_days": RuleKey("黄灯提前工作日数", by_supervised(whole)),
    "light_grace_days": RuleKey("红灯宽限工作日数", by_supervised(whole)),
    "due_moves_to_workday": RuleKey("时限遇休息日顺延", by_supervised(yes_or_no), {"": YES_OR_NO}),
    "light_order": RuleKey("灯色轻重次序", light_order, {"": LIGHTS}),
    "red_lines": RuleKey("整行亮红灯的底线情形", red_lines, {"": RED_LINES}),
    "scheduled_progress": RuleKey("序时进度算法", scheduled_progress, {"": EVENLY}),
}
