"""The facts of a briefing: an evaluation and its progress, and what follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from exports.papers import briefing_tables as tables
from metrics.changes.between_dates import compare
from metrics.changes.why_moved import WhyMoved
from metrics.dispatch.cases import Library
from metrics.dispatch.red_list import red_list
from metrics.dispatch.to_report import to_report_list
from metrics.rating.evaluation import Evaluation
from metrics.records.invented import demo_mark
from metrics.supervision.table import Supervision, supervision
from metrics.views.rating import narrative
from metrics.views.rating.indicator_tables import indicator_matrix
from metrics.views.rating.weak_items import Helped, helped


@dataclass(frozen=True)
class Inputs:
    """What a briefing is composed from.

    `progress` holds `metrics.progress.rates.ledger` of each data date of the year up to this one;
    `before` is the evaluation of the data date before, null for the first; `library` the cases
    known when it is composed.
    """

    evaluation: Evaluation
    before: Evaluation | None
    progress: Mapping[date, pl.DataFrame]
    library: Library
    issue: int
    draft: bool

    @property
    def demo(self) -> bool:
        """Whether the place is invented."""
        return demo_mark(self.evaluation.place) is not None

    @property
    def since(self) -> date | None:
        """The data date that changes refer to; null for the first of the year."""
        return self.before.as_of if self.before else None

    @cached_property
    def now(self) -> narrative.Overall:
        """The figures of the place as a whole."""
        return narrative.overall(self.evaluation, self.progress, before=self.since)

    @cached_property
    def why(self) -> WhyMoved | None:
        """Why scores and ranks moved since the data date before; null for the first of the year."""
        was, own = self.before, self.evaluation
        if was is None:
            return None
        return WhyMoved(compare(was.frames, own.frames, (was.rules, own.rules)), own.place)

    @cached_property
    def table(self) -> Supervision:
        """The supervision table of the place."""
        own = self.evaluation
        return supervision(own.frames, own.rules, place=own.place)

    @cached_property
    def reds(self) -> pl.DataFrame:
        """The red projects of the supervision table."""
        return red_list(self.table)

    @cached_property
    def behind(self) -> pl.DataFrame:
        """Its projects with stages to be reported (待补报)."""
        return to_report_list(self.table)

    @cached_property
    def helped(self) -> tuple[Helped, ...]:
        """The weakest items of the place that cases of the library help."""
        own = self.evaluation
        level = own.scores.filter(region=own.place)["level"].item()
        return helped(indicator_matrix(own, level), own.place, self.library, own.standard)

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The ranked levels below the place that have regions: city, county."""
        inside = self.evaluation.scores.filter(pl.col("region") != self.evaluation.place)
        return tuple(level for level in ("city", "county") if level in inside["level"])

    @property
    def place_name(self) -> str:
        """The name of the place."""
        return tables.name_of(self.evaluation, self.evaluation.place)
