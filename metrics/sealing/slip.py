"""A slip of correction (更正单): what turned between a sealed round and the one that corrects it, adding up.

Both sides are read as they were sealed; nothing is judged anew but, where rules changed too, the earlier
records by the later rules, so that what the rules moved is told apart from what the data moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from metrics.changes.rank_moves import Judged, rank_moves
from metrics.changes.records_turned import TURNED, turned_between
from metrics.changes.rules_changed import RuleChange, rules_changed
from metrics.changes.score_moves import ScoreMove, ScoreMoves
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rating.hearing import told_scores
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.sealing.rounds import DEAD, Round
from metrics.sealing.seal import Seal

COUNTED = ("numerator", "denominator", "unknown")
STANDING = ("score", "grade", "rank", "vetoes")
TURNED_RECORDS = {name: dtype for name, dtype in TURNED.items() if name != "cause"}


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What a round corrects in an earlier one. Every table is sorted and holds nothing that stayed as it was.

    - `turned`: records whose judgement is another: measure, region, record, kind (one of
      `records_turned.KINDS`), met and amount before and after (met null: unknown or not asked).
    - `counts`: region, measure, `amounts` (whether they are 分), and COUNTED before and after; null
      where the measure did not apply.
    - `standings`: region, level, STANDING before and after (score in hundredths), `move` in places (null
      where it has no rank on a side, or is in another group) with its parts `rules`, `own` and `others`,
      and `counted`: whether a count of its own changed.
    - `moves`: why each score moved, by measure: the lines add up to its move.
    - `rules`: the rules of rating that were changed.
    - `targets`: region, item, and of the targets (目标) set for a score sheet (考核细则) the ones that are
      others, as typed: `target_before`, `target_after`; null where none was set.
    """

    old: Seal
    new: Seal
    turned: pl.DataFrame
    counts: pl.DataFrame
    standings: pl.DataFrame
    moves: tuple[ScoreMove, ...]
    rules: tuple[RuleChange, ...]
    targets: pl.DataFrame

    @property
    def is_empty(self) -> bool:
        """Whether both seals tell the same."""
        tables = (self.turned, self.counts, self.standings, self.targets)
        return not (self.rules or any(table.height for table in tables))


def slip(old: Seal, new: Seal) -> Slip:
    """Hold a seal against the one that corrects it: both of one place, data date, year and standard."""
    held = (old.scope.place, old.scope.as_of, old.scope.year, old.standard.document)
    if held != (new.scope.place, new.scope.as_of, new.scope.year, new.standard.document):
        raise ValueError("a slip needs two seals of one place, data date, year and standard")
    judged, earlier, rules = _AsSealed(old, new), (old.frames,) * 3, (old.rules, new.rules)
    place = old.scope.place
    scores = ScoreMoves(earlier, new.frames, rules, place=place, judged=judged)
    ranks = rank_moves(earlier, new.frames, rules, place=place, judged=judged)
    counts = _counts(old, new)
    standings = _standings(old, new, ranks, counts)
    regions = standings.filter(pl.col("score_before").ne_missing(pl.col("score_after")))["region"]
    return Slip(
        old=old, new=new, turned=_turned(old, new), counts=counts, standings=standings,
        moves=tuple(map(scores.of, regions)), rules=rules_changed(old.rules, new.rules),
        targets=_targets(old, new),
    )  # fmt: skip


class _AsSealed(Judged):
    """What was sealed, instead of judging it anew."""

    def __init__(self, old: Seal, new: Seal) -> None:
        super().__init__()
        self._old, self._new = old, new

    def evaluation(self, frames: Frames, rules: RulePack, place: str) -> Evaluation:
        for seal in (self._old, self._new):
            if frames is seal.frames and rules.decides() == seal.rules.decides():
                return seal.evaluation()
        return evaluate(frames, rules, place, standard=self._old.standard)


def _turned(old: Seal, new: Seal) -> pl.DataFrame:
    parts = [pl.DataFrame(schema=TURNED_RECORDS)]
    sides = [seal.verdicts.with_columns(there=pl.lit(value=True)) for seal in (old, new)]
    for code in old.standard.measures:
        was, now = (side.filter(measure=code).drop("measure") for side in sides)
        found = turned_between(was, now).with_columns(measure=pl.lit(code))
        parts.append(found.select(list(TURNED_RECORDS)))
    return pl.concat(parts).sort("measure", "region", "record", "kind")


def _counts(old: Seal, new: Seal) -> pl.DataFrame:
    key = ["region", "measure", "amounts"]
    was, now = (seal.counts.select(*key, *COUNTED) for seal in (old, new))
    both = _named(was, key, "before").join(
        _named(now, key, "after"), on=key, how="full", coalesce=True
    )
    order = {code: number for number, code in enumerate(old.standard.measures)}
    return (
        both.filter(_differs(COUNTED))
        .sort("region", pl.col("measure").replace_strict(order, return_dtype=pl.Int64))
        .select(*key, *(f"{name}_{side}" for name in COUNTED for side in ("before", "after")))
    )


def _standings(old: Seal, new: Seal, ranks: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    was, now = (_told(seal) for seal in (old, new))
    key = ["region", "level"]
    both = _named(was, key, "before").join(
        _named(now, key, "after"), on=key, how="full", coalesce=True
    )
    moved = ranks.select("region", "move", "rules", "own", "others")
    return (
        both.filter(_differs(STANDING))
        .join(moved, on="region", how="left")
        .with_columns(counted=pl.col("region").is_in(counts["region"].unique().implode()))
        .sort("region")
    )


def _targets(old: Seal, new: Seal) -> pl.DataFrame:
    was, now = (each.frames.given.targets.select("region", "item", "target") for each in (old, new))
    key = ["region", "item"]
    both = _named(was, key, "before").join(
        _named(now, key, "after"), on=key, how="full", coalesce=True
    )
    return both.filter(_differs(("target",))).sort(key)


def _told(seal: Seal) -> pl.DataFrame:
    return told_scores(seal.evaluation()).select("region", "level", *STANDING)


def _named(table: pl.DataFrame, key: Sequence[str], side: str) -> pl.DataFrame:
    return table.rename({name: f"{name}_{side}" for name in table.columns if name not in key})


def _differs(names: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(
        pl.col(f"{name}_before").ne_missing(pl.col(f"{name}_after")) for name in names
    )


def slip_number(listed: Sequence[Round], one: Round) -> int | None:
    """Return the number of the slip (更正单第N号) of a round, counted by place and plan year; null: it corrects none.

    `listed` are the rounds of its place, in any order.
    """
    return None if one.replaces is None else len(_corrections(listed, one))


def void_slips(listed: Sequence[Round], one: Round) -> tuple[int, ...]:
    """Return the numbers before a round's slip that are void: the correction was sent back or withdrawn.

    A number once given is never given again. `listed` as in `slip_number`.
    """
    before = (each for each in _corrections(listed, one) if each.id != one.id)
    return tuple(number for number, each in enumerate(before, 1) if each.state in DEAD)


def _corrections(listed: Sequence[Round], one: Round) -> list[Round]:
    """Return the rounds of the place and year that correct another, up to one of them, in the order of their slips."""
    asked = (one.scope.place, one.scope.year)
    same = (each for each in listed if (each.scope.place, each.scope.year) == asked)
    corrections = (each for each in same if each.replaces is not None)
    return sorted((each for each in corrections if each.number <= one.number), key=_number)


def _number(one: Round) -> int:
    return one.number
