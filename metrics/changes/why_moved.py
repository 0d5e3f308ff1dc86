"""Why divisions of a place moved between two data dates: score, records that turned, and rank together."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl

from metrics.changes.between_dates import Compared
from metrics.changes.records_turned import counted
from metrics.changes.score_moves import ScoreMove, ScoreMoves
from metrics.records.regions import within


class Moved(NamedTuple):
    """Why one division moved.

    `turned` counts the records that turned by measure and kind; `rank` is its row of `rank_moves`, null
    where it has no rank on either date.
    """

    move: ScoreMove
    turned: Mapping[str, Mapping[str, int]]
    rank: Mapping[str, Any] | None


def why_of(held: Compared, scores: ScoreMoves, ranks: pl.DataFrame, region: str) -> Moved:
    """Return why a division moved, from the moves of scores and of ranks that it stands in."""
    turned = held.turned.join(within(held.regions, region), on="region", how="semi")
    own = ranks.filter(region=region)
    return Moved(scores.of(region), counted(turned), own.row(0, named=True) if own.height else None)


class WhyMoved:
    """Why each division of a place moved, told when it is asked for."""

    def __init__(self, held: Compared, place: str) -> None:
        """Rank the divisions of the place among each other."""
        self._held, self._place = held, place

    @property
    def since(self) -> date:
        """The earlier data date."""
        return self._held.steps[0].as_of

    def of(self, region: str) -> Moved:
        """Tell why one division moved."""
        return why_of(self._held, self._scores, self._ranks, region)

    def kept(self, region: str) -> Moved:
        """Tell why one division moved by the measures that moved it only: what a meeting keeps of it."""
        moved = self.of(region)
        measures = tuple(each for each in moved.move.measures if each.move)
        turned = {each.measure: moved.turned.get(each.measure, {}) for each in measures}
        return Moved(replace(moved.move, measures=measures), turned, moved.rank)

    def furthest(self, level: str, most: int) -> list[Moved]:
        """Tell of those of a level that rose most, the most first, then of those that fell most.

        Of the main ranking only, at most so many of either; of equal moves of the rank the larger move
        of the score stands first, then by code.
        """
        score = (pl.col("score_after") - pl.col("score_before")).abs()
        ranked = self._ranks.filter(level=level, group="main").sort(
            pl.col("move").abs(), score, "region", descending=[True, True, False]
        )
        rose, fell = (
            ranked.filter(side).head(most) for side in (pl.col("move") > 0, pl.col("move") < 0)
        )
        return [self.of(region) for region in (*rose["region"], *fell["region"])]

    @cached_property
    def _scores(self) -> ScoreMoves:
        return self._held.score_moves(self._place)

    @cached_property
    def _ranks(self) -> pl.DataFrame:
        return self._held.of(self._place).moves
