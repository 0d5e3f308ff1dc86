"""What one city or county has to know of itself (一地一页): where it stands and what it has to do.

`Province` is what all places of a province share: it is gathered once, and a place is a small part of
it, so that a hundred papers cost little more than one. `Book` is the office's own: orders and promises.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import polars as pl

from metrics.dispatch.one_place import due
from metrics.dispatch.one_place.due import Due, Span, span_from
from metrics.dispatch.red_list import red_list
from metrics.dispatch.way_out import lights_way, score_way
from metrics.progress.rates import changes
from metrics.rating.evaluation import Evaluation
from metrics.rating.score_way import Way
from metrics.rating.scoring import earned, scores
from metrics.records.adjustment import NOTHING_ADJUSTED, Adjustment, adjustment
from metrics.records.regions import lineage
from metrics.reporting.standing import Reporting
from metrics.reporting.turns import Turn
from metrics.supervision import issues, tasks
from metrics.supervision.choice import MONEY
from metrics.supervision.issues import CLOSED
from metrics.supervision.lights import LIGHTS
from metrics.supervision.table import Supervision


@dataclass(frozen=True, kw_only=True)
class Province:
    """What the places of a province share on one data date.

    `before` and `progress_before` are of the data date before (null: none); `day` is the day from which
    it is told what is due; `turns` are those that may be due soon; `reporting` is null where none is.
    """

    evaluation: Evaluation
    before: Evaluation | None
    progress: pl.DataFrame
    progress_before: pl.DataFrame | None
    table: Supervision
    reporting: Reporting | None
    turns: tuple[Turn, ...]
    day: date

    @cached_property
    def issues(self) -> pl.DataFrame:
        """Return the ledger of issues."""
        return issues.ledger(self.evaluation.frames, self.evaluation.rules)

    def part(self, inside: Collection[str]) -> Supervision:
        """Return the table of some divisions; the compounds of all are judged once."""
        _ = self.table.compounds
        return self.table.of(inside)

    @cached_property
    def tasks(self) -> pl.DataFrame:
        """Return the key tasks of every unit."""
        return tasks.tasks(self.evaluation.frames, self.evaluation.rules)

    @cached_property
    def adjusted(self) -> Adjustment:
        """Return the changes of divisions since the data date before."""
        if self.before is None:
            return NOTHING_ADJUSTED
        return adjustment(self.before.frames, self.evaluation.frames)

    @cached_property
    def rates_moved(self) -> pl.DataFrame | None:
        """Return how every rate moved since the data date before; null where there is none."""
        if self.progress_before is None:
            return None
        return changes(self.progress, self.progress_before, self.adjusted)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the names of all divisions by code."""
        return dict(self.evaluation.frames.regions.select("region", "name").iter_rows())

    def inside(self, region: str) -> tuple[str, ...]:
        """Return a division and all below it, sorted by code."""
        return tuple(self._lineage.filter(ancestor=region)["region"])

    @cached_property
    def _lineage(self) -> pl.DataFrame:
        return lineage(self.evaluation.frames.regions)


@dataclass(frozen=True, kw_only=True)
class Place:
    """One city or county: what follows from the records.

    - `level` and `group`: those in which it is ranked.
    - `table`: its projects; `lit` counts them by light; `unpaid` are those that received money and paid none.
    - `red`: `red_list` with `fixes`, how many records end the red of each; `fixes`: `lights_way`.
    - `vetoed`: how many records a veto finds not met; `way`: that to the next grade.
    - `best`: the score in hundredths if all that is unknown were met.
    - `issues`: those not closed; `due`: what is due soon, of the records.
    """

    region: str
    name: str
    level: str
    group: str
    shared: Province
    table: Supervision
    lit: Mapping[str, int]
    red: pl.DataFrame
    fixes: pl.DataFrame
    vetoed: int
    way: Way | None
    best: int | None
    unpaid: pl.DataFrame
    issues: pl.DataFrame
    due: tuple[Due, ...]

    @property
    def inside(self) -> tuple[str, ...]:
        """The place and all divisions below it."""
        return self.shared.inside(self.region)

    def figures(self) -> "Place":
        """Return what everybody may see of it: no record of a project, an issue or a person."""
        return replace(
            self, table=self.table.of(()), red=self.red.clear(), fixes=self.fixes.clear(),
            unpaid=self.unpaid.clear(), issues=self.issues.clear(), due=(),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Book:
    """What the office ordered of a place and heard it promise: open orders, all promises, what is due."""

    orders: pl.DataFrame
    promises: pl.DataFrame
    due: tuple[Due, ...]

    @property
    def last_promises(self) -> pl.DataFrame:
        """The promises made in the last meeting that heard any of the place, and what became of them."""
        return self.promises.filter(pl.col("meeting") == pl.col("meeting").max())


def place_of(shared: Province, region: str) -> Place:
    """Gather one place of a province."""
    own = shared.evaluation.scores.filter(region=region).row(0, named=True)
    inside = shared.inside(region)
    table = shared.part(inside)
    fixes = lights_way(table, region=region)
    waiting = shared.issues.filter(pl.col("region").is_in(inside), pl.col("state") != CLOSED)
    return Place(
        region=region,
        name=shared.names[region],
        level=own["level"],
        group=own["group"],
        shared=shared,
        table=table,
        lit=_lit(table),
        red=_red(table, fixes),
        fixes=fixes,
        vetoed=_vetoed(shared.evaluation, region),
        way=score_way(shared.evaluation, region=region),
        best=_best(shared.evaluation, region),
        unpaid=unpaid(table.projects),
        issues=waiting,
        due=tuple(sorted(_due(shared, table, waiting, region, inside))),
    )


def book_of(shared: Province, region: str, *, orders: pl.DataFrame, promises: pl.DataFrame) -> Book:
    """Take of all orders and promises (`standing`) those that a place answers for.

    What a county orders by itself is not listed of its city.
    """
    inside = shared.inside(region)
    below = [code for code in inside if code != region]
    to_it = pl.col("region").is_in(inside) & ~pl.col("place").is_in(below)
    told, heard = orders.filter(to_it), promises.filter(to_it)
    span = span_from(shared.day)
    soon = (*due.of_orders(told, shared.names, span), *due.of_promises(heard, span))
    waiting = told.filter(pl.col("ended_on").is_null())
    return Book(orders=waiting, promises=heard, due=tuple(sorted(soon)))


def unpaid(projects: pl.DataFrame) -> pl.DataFrame:
    """Keep the projects (`Supervision.projects`) that received money and paid none, the most first.

    A blank 支付金额 is not known, and not 0: such projects are left out.
    """
    return projects.filter(MONEY["unpaid"]).sort("received", "project", descending=[True, False])


def _lit(table: Supervision) -> dict[str, int]:
    lit = table.projects["light"].cast(pl.String).to_list()
    return {light: lit.count(light) for light in LIGHTS}


def _red(table: Supervision, fixes: pl.DataFrame) -> pl.DataFrame:
    counted = fixes.group_by("project").agg(fixes=pl.len().cast(pl.Int64))
    return red_list(table).join(counted, on="project", how="left", maintain_order="left")


def _vetoed(evaluation: Evaluation, region: str) -> int:
    """Count the records that a veto measure finds not met."""
    own = evaluation.scores.filter(region=region)["vetoes"].to_list()
    barring = evaluation.counts.filter(
        pl.col("region") == region, pl.col("measure").is_in(own[0] if own else [])
    )
    return int(barring["unmet"].sum())


def _best(evaluation: Evaluation, region: str) -> int | None:
    counts = evaluation.counts.filter(region=region)
    favoured = earned(counts, evaluation.rules, evaluation.standard, favour=True)
    found = scores(favoured, evaluation.rules)["score"].to_list()
    return found[0] if found else None


def _due(
    shared: Province,
    table: Supervision,
    waiting: pl.DataFrame,
    region: str,
    inside: tuple[str, ...],
) -> list[Due]:
    span: Span = span_from(shared.day)
    units = shared.reporting.units if shared.reporting else ()
    own = [unit for unit in units if unit.unit in inside]
    listed = shared.tasks.filter(pl.col("unit") == region)
    return [
        *due.of_reports(shared.turns, own, span),
        *due.of_issues(waiting, span),
        *due.of_stages(table, span),
        *due.of_tasks(listed, span),
    ]
