"""What opens a rank interval (名次区间): the unknown records of a region itself, and those of others.

The two ends are those of `ranking.rank`. Told apart are what each side opens alone: the region's own
unknown records while all others stay as they stand, and the others' while the region stays. Both
together open at least as far as either alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.rating.ranking import CLEAR, breaches_first, order_key
from metrics.rating.scoring import (
    BASELINE,
    any_score,
    breaches,
    earned,
    exact_score,
    scores,
    vetoes,
)


class Ends(NamedTuple):
    """The best and the worst rank."""

    best: int
    worst: int


class Opening(NamedTuple):
    """A measure whose unknown records open an interval by themselves.

    `unknown` records; `gain` in hundredths of a point if all of them are met, and the rank then
    (`best`); `worst` the rank if one of them is not met and bars the region, or is one more breach that
    is asked before the score; null where it is neither.
    """

    measure: str
    unknown: int
    gain: int
    best: int
    worst: int | None


@dataclass(frozen=True, slots=True)
class Interval:
    """The interval of one region: by all unknown records, by its own alone and by those of others alone.

    `openings`: its own measures that open it, what could lift most first. `rising` and `falling` are
    the others that could come before it, or fall behind it, by their own unknown records, by code; `others_known`
    says that no other's record could still move anybody.
    """

    rank: int
    ends: Ends
    own: Ends
    others: Ends
    openings: tuple[Opening, ...]
    rising: tuple[str, ...]
    falling: tuple[str, ...]
    others_known: bool


class _Seat(NamedTuple):
    region: str
    key: int
    high: int
    low: int


class Intervals:
    """The rank intervals of one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Read from what was judged."""
        self._evaluation = evaluation

    def of(self, region: str) -> Interval | None:
        """Tell what opens the interval of a region; null where it has no rank."""
        group = self._groups.get(region)
        if group is None:
            return None
        (own,) = (seat for seat in self._seats[group] if seat.region == region)
        others = [seat for seat in self._seats[group] if seat.region != region]
        now, high, low = ([getattr(o, name) for o in others] for name in ("key", "high", "low"))
        return Interval(
            rank=_rank(own.key, now),
            ends=Ends(_rank(own.high, low), _rank(own.low, high)),
            own=Ends(_rank(own.high, now), _rank(own.low, now)),
            others=Ends(_rank(own.key, low), _rank(own.key, high)),
            openings=tuple(self._openings(region, own, now)),
            rising=tuple(o.region for o in others if o.key <= own.key < o.high),
            falling=tuple(o.region for o in others if o.low <= own.key < o.key),
            others_known=all(o.low == o.key == o.high for o in others),
        )

    @cached_property
    def _table(self) -> pl.DataFrame:
        evaluation, rules = self._evaluation, self._evaluation.rules
        favoured = scores(earned(evaluation.counts, rules, evaluation.standard, favour=True), rules)
        barred = vetoes(evaluation.counts, rules).select("region", "barred", "barred_at_worst")
        breached = breaches(evaluation.counts, evaluation.standard)
        table = (
            evaluation.scores.filter(pl.col("rank").is_not_null())
            .join(favoured.rename({"score": "favoured"}), on="region", how="left")
            .join(barred, on="region", how="left")
            .join(breached, on="region", how="left")
            .with_columns(pl.col("barred", "barred_at_worst").fill_null(value=False))
            .with_columns(pl.col("breaches", "breaches_at_worst").fill_null(0))
        )
        score, now, worst = pl.col("score"), pl.col("barred"), pl.col("barred_at_worst")
        number, most = pl.col("breaches"), pl.col("breaches_at_worst")
        return table.select(
            "region", "level", "group", key=order_key(score, now, rules, number),
            high=order_key(pl.col("favoured"), now, rules, number),
            low=order_key(score, worst, rules, most),
        ).sort("region")  # fmt: skip

    @cached_property
    def _groups(self) -> Mapping[str, tuple[str, str]]:
        rows = self._table.select("region", "level", "group").iter_rows()
        return {region: (level, group) for region, level, group in rows}

    @cached_property
    def _seats(self) -> Mapping[tuple[str, str], list[_Seat]]:
        seats: dict[tuple[str, str], list[_Seat]] = {}
        for region, level, group, *keys in self._table.iter_rows():
            seats.setdefault((level, group), []).append(_Seat(region, *keys))
        return seats

    def _openings(self, region: str, own: _Seat, others: list[int]) -> Iterable[Opening]:
        """Yield the measures that open the interval by themselves."""
        evaluation, rules = self._evaluation, self._evaluation.rules
        rows = evaluation.earnings.filter(region=region).to_dicts()
        score = exact_score(rows, rules) or 0
        counts = evaluation.counts.filter(region=region)
        favoured = earned(counts, rules, evaluation.standard, favour=True).to_dicts()
        best = {row["measure"]: row for row in favoured}
        found = []
        for row in (row for row in rows if row["unknown"] and not row["amounts"]):
            code = row["measure"]
            gain = self._with(rows, best[code]) - score
            falls = self._falls(row, own)
            worst = _rank(own.key - falls, others) if falls else None
            if gain or worst is not None:
                rank = _rank(own.key + gain, others)
                found.append(Opening(code, row["unknown"], gain, rank, worst))
        return sorted(found, key=lambda each: (-each.gain, each.measure))

    def _falls(self, row: Mapping[str, Any], own: _Seat) -> int:
        """Return how far a region falls if one more record of a measure is not met: by a bar, by a breach.

        A region that is barred already falls by no other bar, a measure breached already by no other breach.
        """
        rules, code = self._evaluation.rules, row["measure"]
        above = any_score(rules) + 1
        bars = code in rules["veto_measures"] and own.key - own.low >= CLEAR * above
        item = self._evaluation.standard.item_of[code]
        breached = breaches_first(rules) and item.group == BASELINE and not row["unmet"]
        return above * (CLEAR * bars + breached)

    def _with(self, rows: list[dict[str, Any]], other: dict[str, Any]) -> int:
        """Return the score with one measure's row replaced."""
        replaced = [other if row["measure"] == other["measure"] else row for row in rows]
        return exact_score(replaced, self._evaluation.rules) or 0


def _rank(key: int, others: list[int]) -> int:
    return 1 + sum(other > key for other in others)
