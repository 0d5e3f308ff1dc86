"""The online supervision table (在线督导一张表): one row per project, expanding to its compounds.

Projects of the evaluation year and before. A project's node takes the worst light of the compounds
that still have it open, and only when none has, the worst of those done: 绿 says that all are done.
The row's light is the worst of its nodes, and red where a red-line event holds. A project of which
no compound is reported is 黑.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from metrics import project_figures as figures
from metrics.frames import Frames
from metrics.ledger import ledger
from metrics.lights import BLACK, RED
from metrics.nodes import FIELDS, KEPT, with_nodes
from metrics.red_lines import red_lines
from metrics.regions import within
from metrics.stages import BASES, STAGES

SHOWN = ("project", "name", "region", "plan_year", "delivery_mode", "implementer", "project_owner",
         "supervision_owner", "planned_investment", "completed_investment")  # fmt: skip
ROLLED = ("light", "done", "due", "actual", "days", "working_days", "provisional")
"""Fields of a project's node, as `<stage>_<field>`; `done` counts compounds, of `compounds`."""
READ = dict.fromkeys(
    (*KEPT, *BASES.values(), *(s.actual for s in STAGES), "acceptance", *figures.COMPOUND_COLUMNS)
)
NAMES = [stage.name for stage in STAGES]


@dataclass(frozen=True)
class Supervision:
    """The table of one data date.

    `projects`: SHOWN, county, city and city_name, light, reached (the number of the last stage that
    every compound has passed), red_lines (count), every node of ROLLED and the parts of
    `project_figures`; sorted by city, region and code. `compounds`: see `nodes.with_nodes`, sorted
    by project and code. `red_lines`: see `red_lines.red_lines`. Lights are an Enum, worst first.
    """

    frames: Frames
    rules: Mapping[str, Any]
    projects: pl.DataFrame
    compounds: pl.DataFrame
    red_lines: pl.DataFrame

    @cached_property
    def nodes(self) -> pl.DataFrame:
        """Return every node: see `nodes_of`."""
        return nodes_of(self.compounds)


def nodes_of(compounds: pl.DataFrame) -> pl.DataFrame:
    """Return one row per compound and stage: stage (name), place (1–10) and FIELDS, in order."""
    stages = (
        compounds.select(
            "project",
            "compound",
            compound_name="name",
            stage=pl.lit(name),
            place=pl.lit(place),
            **{field: f"{name}_{field}" for field in FIELDS},
        )
        for place, name in enumerate(NAMES, start=1)
    )
    return pl.concat(stages).sort("project", "compound", "place")


def supervision(
    frames: Frames, rules: Mapping[str, Any], *, place: str | None = None
) -> Supervision:
    """Build the table of `place` and below, or of everything reported."""
    projects = _projects(frames, place)
    compounds = _compounds(frames, projects)
    nodes = with_nodes(frames, rules, compounds)
    events = (
        red_lines(frames, rules)
        .join(projects, on="project", how="semi")
        .sort("project", "kind", "record", "code")
    )
    rows = _rows(frames, rules, projects, compounds).join(_rolled(nodes), on="row", how="left")
    lit = _with_lights(rows.join(_event_counts(events), on="project", how="left"), rules)
    order = pl.Enum(rules["light_order"])
    return Supervision(
        frames,
        rules,
        projects=lit.drop("row").sort("city", "region", "project"),
        compounds=nodes.drop("row").with_columns(pl.col("light").cat.to(order)),
        red_lines=events,
    )


def _projects(frames: Frames, place: str | None) -> pl.DataFrame:
    projects = frames.tables["projects"].filter(pl.col("plan_year") <= frames.year)
    if place is not None:
        inside = within(frames.regions, place)
        projects = projects.join(inside, on="region", how="semi")
    # Rows group and join faster by number than by code.
    return projects.sort("project").with_row_index("row")


def _compounds(frames: Frames, projects: pl.DataFrame) -> pl.DataFrame:
    owners = projects.select("row", "project", "region", "plan_year", "review_approved_on")
    own = [name for name in READ if name not in owners.columns]
    found = (
        frames.tables["compounds"]
        .select("project", *own)
        .join(owners, on="project", maintain_order="left")
        .sort("row", maintain_order=True)
    )
    # Groups of a column that is marked as sorted are summed three times slower than of another.
    return found.with_columns(pl.col("row") + 0)


def _rows(
    frames: Frames, rules: Mapping[str, Any], projects: pl.DataFrame, compounds: pl.DataFrame
) -> pl.DataFrame:
    homes = frames.regions.select(
        "region",
        county="name",
        city=pl.when(pl.col("level") == "县").then("parent").otherwise("region"),
    )
    names = frames.regions.select(city="region", city_name="name")
    rows = projects.select("row", *SHOWN).join(homes, on="region", how="left")
    parts = {
        "row": (
            figures.investment(projects),
            figures.compound_figures(frames, rules, compounds),
            figures.money(frames, projects),
        ),
        "project": (figures.issue_counts(ledger(frames, rules)),),
    }
    rows = rows.join(names, on="city", how="left")
    for key, tables in parts.items():
        for part in tables:
            rows = rows.join(part, on=key, how="left")
    return rows


def _rolled(nodes: pl.DataFrame) -> pl.DataFrame:
    """Roll the compounds up to their project: worst light, earliest open due, longest delay."""
    rolled = (
        nodes.with_columns(expression for name in NAMES for expression in _open(name))
        .group_by("row")
        .agg(
            pl.col("reached").min(),
            pl.len().cast(pl.Int64).alias("compounds"),
            pl.col("households").sum(),
            *(expression for name in NAMES for expression in _node(name)),
        )
    )
    return rolled.with_columns(
        pl.when(pl.col(f"{name}_done") == pl.col("compounds"))
        .then(f"{name}_actual")
        .alias(f"{name}_actual")
        for name in NAMES
    )


OPEN = ("light", "due", "days", "working_days")


def _open(name: str) -> list[pl.Expr]:
    """Repeat the fields of one stage as `<stage>_<field>_open`, blank where it is done."""
    still = ~pl.col(f"{name}_done").fill_null(value=False)
    values = {field: pl.col(f"{name}_{field}") for field in OPEN}
    values["light"] = values["light"].to_physical()
    return [pl.when(still).then(v).alias(f"{name}_{field}_open") for field, v in values.items()]


def _node(name: str) -> list[pl.Expr]:
    def rolled(field: str, among: pl.Expr, still: pl.Expr) -> pl.Expr:
        return pl.coalesce(still, among).alias(f"{name}_{field}")

    columns = {field: pl.col(f"{name}_{field}") for field in FIELDS}
    still = {field: pl.col(f"{name}_{field}_open") for field in OPEN}
    return [
        rolled("light", columns["light"].to_physical().min(), still["light"].min()),
        rolled("due", columns["due"].max(), still["due"].min()),
        rolled("days", columns["days"].max(), still["days"].max()),
        rolled("working_days", columns["working_days"].max(), still["working_days"].max()),
        columns["done"].sum().cast(pl.Int64),
        columns["actual"].max(),
        columns["provisional"].any(),
    ]


def _event_counts(events: pl.DataFrame) -> pl.DataFrame:
    return events.group_by("project").agg(red_lines=pl.len().cast(pl.Int64))


def _with_lights(rows: pl.DataFrame, rules: Mapping[str, Any]) -> pl.DataFrame:
    """Write the lights as an Enum; a red-line event makes the row red, no compound makes it 黑."""
    order = list(rules["light_order"])
    enum, red, black = pl.Enum(order), order.index(RED), order.index(BLACK)
    # No row in 整改台账 and no event: counts of records, not blanks that were filled.
    counts = ("red_lines", "compounds", "issues_open", "issues_overdue")
    counted = rows.with_columns(pl.col(counts).fill_null(0))
    nodes = [pl.col(f"{name}_light").fill_null(black) for name in NAMES]
    event = pl.when(pl.col("red_lines") > 0).then(red)
    return counted.with_columns(
        pl.min_horizontal(*nodes, event).cat.to(enum).alias("light"),
        *(node.cat.to(enum) for node in nodes),
        *(pl.col(f"{name}_done").fill_null(0) for name in NAMES),
        pl.col("reached").fill_null(0),
    )
