"""What may be done with a round (封账轮次) next, and why not: 草稿, 复核, 公示, 定稿, each in its turn."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from metrics.access.permissions import Action
from metrics.sealing.rounds import CHECKED, FINAL, PUBLISHED, RETURNED, WITHDRAWN, Round, State


class Step(NamedTuple):
    """One step: how pages and the log call it, the states it may follow, and what is said of others.

    `words` is the field of its words, which must be filled in where they are `needed`.
    """

    called: str
    action: Action
    after: frozenset[State]
    otherwise: str
    words: str
    needed: bool = False


_OPEN = frozenset({State.DRAFT, State.CHECKED})
STEPS: Mapping[str, Step] = MappingProxyType(
    {
        CHECKED: Step(
            "复核通过", Action.CHECK_SEAL, frozenset({State.DRAFT}), "只有草稿可以复核", "复核意见"
        ),
        RETURNED: Step(
            "复核退回", Action.CHECK_SEAL, _OPEN, "公示以前才能退回", "退回原因", needed=True
        ),
        PUBLISHED: Step(
            "公示", Action.CHECK_SEAL, frozenset({State.CHECKED}), "复核通过后才能公示", "公示方式"
        ),
        FINAL: Step(
            "定稿", Action.CHECK_SEAL, frozenset({State.PUBLISHED}), "公示期满后才能定稿", "定稿说明"
        ),
        WITHDRAWN: Step(
            "作废", Action.SEAL, _OPEN | {State.RETURNED, State.PUBLISHED}, "定稿以前才能作废",
            "作废原因", needed=True,
        ),
    }
)  # fmt: skip
"""What may happen to a round, by kind of event."""


def objection_to(one: Round, kind: str, *, today: date, unsettled: int) -> str | None:
    """Return why a step may not be taken today; null where it may.

    `unsettled` is the number of objections (异议) to the round that wait for a decision or its carrying out;
    of a correction that is not public yet, those to the round that it corrects.
    """
    step, state = STEPS[kind], one.state
    if state not in step.after:
        return f"{one.called}现为“{state}”，{step.otherwise}。"
    if kind == PUBLISHED and unsettled:
        return (
            f"{one.called}所更正的轮次还有{unsettled}件异议没有办结：请先全部裁定；"
            "又有裁定更正的，请作废本轮次后重新更正封账。"
        )
    if kind == WITHDRAWN and one.replaced_by is not None:
        return f"{one.called}正在更正，请先作废更正它的轮次。"
    return _unfinished(one, today=today, unsettled=unsettled) if kind == FINAL else None


def _unfinished(one: Round, *, today: date, unsettled: int) -> str | None:
    """Return why a published round may not be made final today; null where it may."""
    if one.window is not None and today <= one.window[1]:
        return f"{one.called}的公示期至{one.window[1]}（含当日），期满后才能定稿。"
    if one.replaced_by is not None:
        return f"{one.called}正在更正，更正后的轮次公示后以该轮次为准，本轮次不再定稿。"
    if unsettled:
        return (
            f"{one.called}还有{unsettled}件异议没有裁定，或裁定更正后没有更正封账，办结后才能定稿。"
        )
    return None
