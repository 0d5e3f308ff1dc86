"""The records that turned (达标 to 未达标, …) between two data dates, of every measure, with the cause.

Each is told at the step of `rank_moves` at which it turned: by the rules, by late data, by a
correction, or since. A record that turned twice stands twice. The denominator of a measure is a
population, so a record can also enter it (added) and leave it (removed).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import polars as pl

from metrics.changes.rank_moves import PARTS
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL
from metrics.standards.judging import judge_records
from metrics.standards.measure import Measure

KINDS = (
    "lost", "blanked", "added_unmet", "added_blank", "filled_unmet",
    "removed", "won", "added_met", "filled_met", "amount",
)  # fmt: skip
"""达标 to 不达标, known to unknown (新增缺失), new, filled in (补齐), gone (移出), 不达标 to 达标, and another
amount of money; of new and filled ones with what they are now."""
TURNED = {
    "measure": pl.String, "region": pl.String, "record": pl.String, "cause": pl.String,
    "kind": pl.String, "met_before": pl.Boolean, "met_after": pl.Boolean,
    "amount_before": pl.Int64, "amount_after": pl.Int64,
}  # fmt: skip
KEY = ("region", "record")
Judgement = tuple[Frames, RulePack]


def records_turned(
    earlier: Sequence[Frames],
    after: Frames,
    rules: tuple[RulePack, RulePack],
    *,
    measures: Sequence[Measure] = tuple(NATIONAL.measures.values()),
) -> pl.DataFrame:
    """Return the records of all places that turned, with the columns of TURNED, sorted by them.

    `earlier` and `rules` as for `rank_moves.rank_moves`. `cause` is one of its PARTS (others never),
    `kind` one of KINDS; met is null where unknown and where the record is not asked, amount as the
    measures say (1, or 分). Only the `measures` named are judged.
    """
    then, now = rules
    steps: list[Judgement] = [(earlier[0], then), *((frames, now) for frames in (*earlier, after))]
    turns = [part for measure in measures for part in _turned(measure, steps)]
    found = pl.concat(turns) if turns else pl.DataFrame(schema=TURNED)
    return found.sort(*list(TURNED)[:5])


def _turned(measure: Measure, steps: Sequence[Judgement]) -> Iterator[pl.DataFrame]:
    """Hold the records of one measure against each other, step by step; equal steps are judged once."""
    places = [0]
    for pair in pairwise(steps):
        places.append(places[-1] + (not _same(*pair)))
    distinct = [steps[places.index(number)] for number in range(places[-1] + 1)]
    judged = pl.collect_all([_judged(measure, *step) for step in distinct])
    for cause, (left, right) in zip(PARTS, pairwise(places), strict=False):
        if left != right:
            yield turned_between(judged[left], judged[right]).select(
                pl.lit(measure.code).alias("measure"),
                "region", "record", pl.lit(cause).alias("cause"), *list(TURNED)[4:],
            )  # fmt: skip


def _same(left: Judgement, right: Judgement) -> bool:
    return left[0] is right[0] and left[1].decides() == right[1].decides()


def _judged(measure: Measure, frames: Frames, rules: RulePack) -> pl.LazyFrame:
    found = judge_records(measure, frames, rules)
    return found.select("region", "record", "met", "amount", there=pl.lit(value=True))


def turned_between(was: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Return the records of one measure that turned from one step to the next, by region and record.

    Both have region, record, met, amount, and `there`, which is true. A compound that two plan years of a
    county hold, completed in one year, stands twice in a step.
    """
    on: tuple[str, ...] = KEY
    if any(step.select(KEY).is_duplicated().any() for step in (was, now)):
        on, was, now = (*KEY, "number"), _told_apart(was, now), _told_apart(now, was)
    both = was.join(now, on=on, how="full", coalesce=True, suffix="_after")
    named = both.rename({"met": "met_before", "amount": "amount_before", "there": "there_before"})
    return named.with_columns(kind=_kind()).filter(pl.col("kind").is_not_null())


def _told_apart(own: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Leave out the records that the other step judges alike, and number those of one key that remain."""
    judged = (*KEY, "met", "amount")
    counted = (
        step.with_columns(alike=pl.int_range(pl.len()).over(judged)) for step in (own, other)
    )
    own, other = counted
    left = own.join(other, on=(*judged, "alike"), how="anti", nulls_equal=True).drop("alike")
    return left.with_columns(number=pl.int_range(pl.len()).over(KEY, order_by="met"))


def _kind() -> pl.Expr:
    was, now = pl.col("met_before"), pl.col("met_after")
    new = pl.col("there_before").is_null()
    conditions = {
        "removed": pl.col("there_after").is_null(),
        "added_met": new & now,
        "added_unmet": new & ~now,
        "added_blank": new,
        "filled_met": was.is_null() & now,
        "filled_unmet": was.is_null() & ~now,
        "blanked": was.is_not_null() & now.is_null(),
        "lost": was & ~now,
        "won": ~was & now,
        "amount": pl.col("amount_before").ne_missing(pl.col("amount_after")),
    }
    return pl.coalesce(pl.when(met).then(pl.lit(kind)) for kind, met in conditions.items())


def counted(turned: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Count the records that turned by measure and kind, in the order of both."""
    found = turned.group_by("measure", "kind").len()
    numbers = {(measure, kind): number for measure, kind, number in found.iter_rows()}
    measures = sorted(turned["measure"].unique())
    return {measure: dict(_numbers(numbers, measure)) for measure in measures}


def _numbers(numbers: dict[tuple[str, str], int], measure: str) -> Iterator[tuple[str, int]]:
    return ((kind, numbers[measure, kind]) for kind in KINDS if (measure, kind) in numbers)
