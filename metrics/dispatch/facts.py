"""What a meeting's agenda is made of: small tables by the regions that the meeting calls on.

A meeting calls on the divisions directly below its place (a province on its cities, a city on its
counties); what lies deeper is told under them. A place with nothing below it is called on itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import polars as pl

from metrics.changes.between_dates import Changes
from metrics.changes.why_moved import WhyMoved
from metrics.dispatch.agenda_items import OverallRow, RedRow
from metrics.dispatch.red_list import red_list
from metrics.dispatch.region_facts import Changed, LightsWay, RankRow, RegionFacts, VetoesWay, Ways
from metrics.dispatch.starts import Starts, starts_of
from metrics.dispatch.way_out import Fix, lights_way, score_way, vetoes_way
from metrics.progress.figures import pair
from metrics.progress.rates import ledger
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.records.regions import lineage
from metrics.records.shapes import Schema, rows_of, schema_of, shaped
from metrics.rules.value import RulePack
from metrics.supervision.queries import to_report
from metrics.supervision.table import Supervision

FIXES_SHOWN = 20
OVERALL_FIGURES = (
    "planned_compounds", "started_compounds", "completed_compounds", "received", "paid",
)  # fmt: skip
OVERALL_RATES = ("start_rate", "completion_rate", "payment_rate")
RED_COLUMNS: Schema = {"child": pl.String, **schema_of(RedRow)}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The tables of one meeting.

    - `overall`: the whole place; null where it has no projects.
    - `fixes`: `way_out.lights_way` of the place, with child.
    - `promises`: `standing.promises`, of those the meeting has to hear about.
    - `changes`: one for the place and each child; empty where there is no earlier meeting to
      compare with, and beside `starts`.
    - `starts`: those of a place with returns only, else null.
    - `red`: RED_COLUMNS; `owner` is 项目责任人 (null = not reported), `days_late` the longest delay,
      `causes` what an order can answer (see `causes`), the longest delay first.
    - `ranks`: as RankRow.
    - `why`: why scores and ranks moved since the last meeting; null where there is none.
    - `money`: region, name, paid, received (分; null = nothing known) of the year's projects.
    """

    table: Supervision
    evaluation: Evaluation
    overall: OverallRow | None
    children: pl.DataFrame
    fixes: pl.DataFrame
    promises: pl.DataFrame
    changes: tuple[Changed, ...]
    starts: Starts | None
    red: pl.DataFrame
    ranks: pl.DataFrame
    money: pl.DataFrame
    why: WhyMoved | None

    @property
    def rules(self) -> RulePack:
        """The rules in force on the data date."""
        return self.evaluation.rules


def gather(
    *,
    table: Supervision,
    evaluation: Evaluation,
    since: Changes | None,
    promises: pl.DataFrame,
    earlier: Supervision | None = None,
    why: WhyMoved | None = None,
) -> Facts:
    """Gather the facts; `promises` are those that no earlier meeting has heard the end of.

    `since` is what changed since the last meeting, `why` why scores and ranks moved, and `earlier` its
    table as known now; null where there is none to compare with.
    """
    children = called_on(evaluation)
    fixes = lights_way(table, region=evaluation.place).join(
        children, on="region", how="left", maintain_order="left"
    )
    place, frames_before = evaluation.place, since.before if since else None
    starts = starts_of(evaluation.frames, frames_before, evaluation.rules, place=place)
    changed = () if starts else _changes(since, children, place)
    told = not starts and table.projects.height
    return Facts(
        table=table,
        evaluation=evaluation,
        overall=_overall(evaluation, table, changed, earlier) if told else None,
        children=children,
        fixes=fixes,
        promises=promises,
        changes=changed,
        starts=starts,
        red=_red(table, children, fixes),
        ranks=_ranks(evaluation, since, children),
        money=_money(evaluation, children),
        why=why,
    )


def _overall(
    evaluation: Evaluation,
    table: Supervision,
    changed: tuple[Changed, ...],
    earlier: Supervision | None,
) -> OverallRow:
    """Tell of the whole place; where nothing of the year is in plan, its figures are null."""
    place, known = evaluation.place, ledger(evaluation.frames)
    own = known.filter(region=place, year=evaluation.year).to_dicts()
    figures = own[0] if own else dict.fromkeys(known.columns)
    own_changes = next((dict(row.by_kind) for row in changed if row.region == place), None)
    rates = {rate: tuple(figures[part] for part in pair(rate)) for rate in OVERALL_RATES}
    told = {name: figures[name] for name in OVERALL_FIGURES}
    return cast(OverallRow, {
        "region": place,
        "name": evaluation.regions.filter(region=place)["name"].item(),
        "lights": _counted(table.projects, table.rules),
        "lights_before": None if earlier is None else _counted(earlier.projects, table.rules),
        "changes": own_changes,
        **told,
        **rates,
    })  # fmt: skip


def called_on(evaluation: Evaluation) -> pl.DataFrame:
    """Return region, name and child: which child of the place each division below it lies in."""
    regions, place = evaluation.regions, evaluation.place
    below = regions.filter(pl.col("parent") == place)
    if not below.height:
        below = regions.filter(pl.col("region") == place)
    inside = lineage(regions).join(below.select(ancestor="region"), on="ancestor", how="semi")
    names = below.select(child="region", child_name="name")
    return inside.select("region", child="ancestor").join(names, on="child").sort("region")


def facts_of_regions(facts: Facts, codes: Iterable[str]) -> dict[str, RegionFacts]:
    """Return the facts of regions, by code."""
    names = dict(facts.children.select("child", "child_name").iter_rows())
    changes = {row.region: row for row in facts.changes}
    ranks = {row["region"]: row for row in rows_of(facts.ranks, RankRow)}
    reds = dict(facts.red.group_by("child").len().iter_rows())
    behind = _by_child(facts.table.projects.filter(to_report() > 0), facts.children)
    return {
        code: RegionFacts(
            name=names[code],
            lights=_lights(facts, code),
            changes=changes.get(code),
            rank=ranks.get(code),
            red_projects=reds.get(code, 0),
            to_report=behind.get(code, 0),
            ways=_ways(facts, code),
            why=None if facts.why is None else facts.why.kept(code),
        )
        for code in codes
    }


def _by_child(projects: pl.DataFrame, children: pl.DataFrame) -> dict[str, int]:
    return dict(projects.join(children, on="region").group_by("child").len().iter_rows())


def _lights(facts: Facts, child: str) -> dict[str, int]:
    own = facts.children.filter(pl.col("child") == child)
    projects = facts.table.projects.join(own, on="region", how="semi")
    return _counted(projects, facts.rules)


def _counted(projects: pl.DataFrame, rules: RulePack) -> dict[str, int]:
    """Count projects by light, in the order of the rules."""
    counted = dict(projects.group_by(pl.col("light").cast(pl.String)).len().iter_rows())
    return {light: counted.get(light, 0) for light in rules["light_order"]}


def _ways(facts: Facts, child: str) -> Ways:
    lights = facts.fixes.filter(pl.col("child") == child)
    vetoes = vetoes_way(facts.evaluation, region=child)
    return Ways(
        lights=LightsWay(
            records=lights.height,
            kinds=_kinds(lights),
            rows=rows_of(lights.head(FIXES_SHOWN), Fix),
        ),
        vetoes=VetoesWay(records=vetoes.height, rows=rows_of(vetoes.head(FIXES_SHOWN), Fix)),
        score=score_way(facts.evaluation, region=child),
    )


def _kinds(fixes: pl.DataFrame) -> tuple[tuple[str, int], ...]:
    """Count fixes by what they are about: a stage, or a kind of red-line event; most first."""
    counted = fixes.group_by(kind="about").len()
    return tuple(
        (str(kind), n) for kind, n in counted.sort(-pl.col("len").cast(pl.Int64), "kind").rows()
    )


def _changes(since: Changes | None, children: pl.DataFrame, place: str) -> tuple[Changed, ...]:
    if since is None:
        return ()
    named = since.regions.select("region", "name")
    shown = [place, *children["child"].unique().sort()]
    parts = since.counts.filter(pl.col("afterwards") != 0).select(
        "region", pl.format("{}:afterwards", "kind").alias("kind"), change="afterwards"
    )
    told = pl.concat([since.counts.select("region", "kind", "change"), parts])
    wide = told.pivot("kind", index="region", values="change")
    kinds = sorted(set(wide.columns) - {"region"})
    rows = wide.join(named, on="region").filter(pl.col("region").is_in(shown))
    return tuple(
        Changed(region=row["region"], name=row["name"], by_kind={kind: row[kind] for kind in kinds})
        for row in rows.sort("region").iter_rows(named=True)
    )


def _red(table: Supervision, children: pl.DataFrame, waits: pl.DataFrame) -> pl.DataFrame:
    fixes = waits.group_by("project").agg(fixes=pl.len().cast(pl.Int64))
    rows = red_list(table).join(children, on="region").join(fixes, on="project", how="left")
    named = rows.with_columns(owner="project_owner")
    return shaped(named, RED_COLUMNS).sort("child", "project")


def _ranks(evaluation: Evaluation, since: Changes | None, children: pl.DataFrame) -> pl.DataFrame:
    names = children.select(region="child", name="child_name").unique()
    columns = ("region", "name", "rank", "score", "grade", "group", "vetoes", "planned")
    own = told_scores(evaluation).join(names, on="region").select(columns).sort("region")
    if since is None:
        return own.with_columns(rank_before=pl.lit(None, pl.Int64), redrawn=False)
    before = since.moves.select("region", "rank_before", redrawn=pl.col("status") == "redrawn")
    ranked = own.join(before, on="region", how="left").sort("region")
    return ranked.with_columns(pl.col("redrawn").fill_null(value=False))


def _money(evaluation: Evaluation, children: pl.DataFrame) -> pl.DataFrame:
    names = children.select(region="child", name="child_name").unique()
    paid, received = pair("payment_rate")
    return (
        ledger(evaluation.frames)
        .filter(pl.col("year") == evaluation.year)
        .join(names, on="region")
        .select("region", "name", paid=paid, received=received)
        .sort("region")
    )
