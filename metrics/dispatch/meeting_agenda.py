"""A meeting's agenda from the records it is frozen at, and what the last meeting looked at."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from metrics.changes.between_dates import Compared, compare
from metrics.changes.why_moved import WhyMoved
from metrics.dispatch.agenda import Agenda, agenda
from metrics.dispatch.facts import gather
from metrics.errors import NothingReported
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.supervision.table import Supervision, supervision


class Earlier(NamedTuple):
    """What the last meeting saw, its data date as known now, and its rules."""

    seen: Frames
    known_now: Frames
    rules: RulePack


def built(
    frames: Frames,
    rules: RulePack,
    *,
    place: str,
    before: Earlier | None,
    promises: pl.DataFrame,
    topics: Sequence[str],
) -> Agenda:
    """Build the agenda; `promises` are those of which no meeting has heard the end (`standing`).

    Raises:
        NothingReported: if nothing has been reported by the data date.
        UnknownChoice: if 区划 does not have the place.
    """
    if not frames.reporting.height:
        raise NothingReported(f"截至{frames.as_of}还没有任何报送，不能据此开会。")
    evaluation = evaluate(frames, rules, place)
    table = supervision(frames, rules, place=evaluation.place)
    earlier = before and supervision(before.known_now, before.rules, place=evaluation.place)
    held = _compared(before, earlier, table, evaluation) if before and earlier else None
    facts = gather(
        table=table,
        evaluation=evaluation,
        since=None if held is None else held.of(evaluation.place),
        promises=promises,
        earlier=earlier,
        why=None if held is None else WhyMoved(held, evaluation.place),
    )
    return agenda(facts, topics=topics)


def _compared(
    before: Earlier, earlier: Supervision, table: Supervision, evaluation: Evaluation
) -> Compared:
    return compare(
        before.seen,
        table.frames,
        (before.rules, evaluation.rules),
        known_now=before.known_now,
        lights=(earlier.lights, table.lights),
    )
