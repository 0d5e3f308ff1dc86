"""The online supervision table (在线督导一张表): one row per project, expanding to its compounds.

Projects of the evaluation year and before. A project's node takes the worst light of the compounds
that still have it open, and only when none has, the worst of those done: 绿 says that all are done.
The row's light is the worst of its nodes, and red where a red-line event holds. A project of which
no compound is reported is 黑.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from metrics.records.frames import Frames
from metrics.records.regions import within
from metrics.rules.value import Rules
from metrics.standards.catalogue import NATIONAL
from metrics.standards.standard import Standard
from metrics.supervision import project_figures as figures
from metrics.supervision.issues import ledger
from metrics.supervision.lights import BLACK, RED
from metrics.supervision.nodes import FIELDS, NAMES, nodes
from metrics.supervision.red_lines import red_lines
from metrics.supervision.roll_up import ranked, rolled, unranked
from metrics.supervision.stages import BASES, STAGES

SHOWN = ("project", "name", "region", "plan_year", "delivery_mode", "implementer", "project_owner",
         "supervision_owner", "planned_investment", "completed_investment")  # fmt: skip
READ = tuple(
    dict.fromkeys(
        (
            "compound", "name", "households", *BASES.values(),
            *(stage.actual for stage in STAGES if stage.name != "review"),
            "acceptance", *figures.COMPOUND_COLUMNS,
        )
    )
)  # fmt: skip
"""Columns of 小区 that the table needs."""
HOME = ("county", "city", "city_name")
KEPT = ("compound", "project", "name", "region", "plan_year", "households")


@dataclass(frozen=True)
class Supervision:
    """The table of one data date.

    `projects`: SHOWN, county, city and city_name, light, reached (the number of the last stage that
    every compound has passed), red_lines (count), every node (`<stage>_<field>`; `done` counts
    compounds, of `compounds`) and the parts of `project_figures`; sorted by city, region and code.
    `red_lines`: see `red_lines.red_lines`; its veto measures are of `standard`. Lights are an Enum, worst first.
    """

    frames: Frames
    rules: Rules
    standard: Standard
    projects: pl.DataFrame
    red_lines: pl.DataFrame
    _nodes: pl.DataFrame

    @cached_property
    def compounds(self) -> pl.DataFrame:
        """Return every compound (KEPT) with `<stage>_<field>` of each stage, light and reached.

        `light` is the worst of the ten. Made when it is first asked for: the rows of projects are
        read far more often than those of compounds.
        """
        lights = [f"{name}_light" for name in NAMES]
        order = pl.Enum(self.rules["light_order"])
        return (
            self._nodes.sort("project", "compound")
            .with_columns(light=pl.min_horizontal(lights))
            .select(
                *KEPT,
                *(f"{name}_{field}" for name in NAMES for field in FIELDS),
                "light",
                "reached",
            )
            .with_columns(
                pl.col("light", *lights).cat.to(order),
                pl.col("reached", "^.*_days$").cast(pl.Int64),
            )
        )

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
    frames: Frames,
    rules: Rules,
    *,
    place: str | None = None,
    standard: Standard = NATIONAL,
) -> Supervision:
    """Build the table of `place` and below, or of everything reported."""
    projects = _projects(frames, place)
    # Either half leaves a core idle for much of its time, and they have nothing in common.
    with ThreadPoolExecutor(max_workers=1) as beside:
        recorded = beside.submit(_recorded, frames, rules, projects, standard)
        compounds, rolled = _supervised(frames, rules, projects)
    events, parts = recorded.result()
    rows = projects.select("row", *SHOWN, *HOME, *figures.investment())
    rows = rows.join(rolled, on="row", how="left", maintain_order="left").drop("row")
    for part in parts:
        rows = rows.join(part, on="project", how="left", maintain_order="left")
    return Supervision(
        frames=frames,
        rules=rules,
        standard=standard,
        projects=_with_lights(rows, rules),
        red_lines=events,
        _nodes=compounds,
    )


def _recorded(
    frames: Frames, rules: Rules, projects: pl.DataFrame, standard: Standard
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the red-line events of the projects; and money, issues and events by project."""
    issues = ledger(frames, rules)
    events = red_lines(frames, rules, issues, standard).join(projects, on="project", how="semi")
    counts = events.group_by("project").agg(red_lines=pl.len().cast(pl.Int64))
    parts = [figures.money(frames), figures.issue_counts(issues), counts]
    return events.sort("project", "kind", "record", "code"), parts


def _supervised(
    frames: Frames, rules: Rules, projects: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the compounds with their nodes, and both of them rolled up to their project."""
    compounds = _compounds(frames, projects)
    found, shares = (part(frames, rules, compounds) for part in (nodes, figures.compound_figures))
    rolled = _rolled(compounds.select("row", "households"), shares, found)
    return pl.concat([compounds.select(KEPT), found], how="horizontal"), rolled


def _projects(frames: Frames, place: str | None) -> pl.DataFrame:
    """Return the projects with county, city and city_name, sorted and numbered as `row`.

    Rows group and join faster by number than by code.
    """
    projects = frames.tables["projects"].filter(pl.col("plan_year") <= frames.year)
    if place is not None:
        inside = within(frames.regions, place)
        projects = projects.join(inside, on="region", how="semi")
    homes = _homes(projects, frames.regions)
    housed = projects.sort("project").join(homes, on="region", how="left", maintain_order="left")
    return housed.sort("place", maintain_order=True).with_row_index("row")


def _homes(projects: pl.DataFrame, regions: pl.DataFrame) -> pl.DataFrame:
    """Return county, city, city_name and the place in the table of every region of projects."""
    city = pl.when(pl.col("level") == "县").then("parent").otherwise("region")
    homes = regions.select("region", county="name", city=city)
    names = regions.select(city="region", city_name="name")
    own = projects.select("region").unique().join(homes, on="region", how="left")
    return own.join(names, on="city", how="left").sort("city", "region").with_row_index("place")


def _compounds(frames: Frames, projects: pl.DataFrame) -> pl.DataFrame:
    """Return the compounds (READ) of the projects, with the project's `row`, region and dates."""
    reported = frames.tables["compounds"].select("project", *READ)
    numbers = reported.select("project").join(
        projects.select("project", "row"), on="project", how="left", maintain_order="left"
    )
    own = reported.with_columns(numbers["row"])
    if own["row"].null_count():
        own = own.filter(pl.col("row").is_not_null())
    return own.with_columns(
        pl.lit(projects[name]).gather(pl.col("row")).alias(name)
        for name in ("region", "plan_year", "review_approved_on")
    )


def _rolled(compounds: pl.DataFrame, shares: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """Roll the compounds, their figures and nodes up to their project."""
    prepared = pl.concat([compounds, shares, ranked(nodes)], how="horizontal")
    groups = prepared.group_by("row").agg(
        pl.len().cast(pl.Int64).alias("compounds"),
        pl.col("households").sum(),
        pl.col("reached").min(),
        *rolled(),
        *figures.summed((), figures.OF_COMPOUNDS),
    )
    in_plan = pl.when(pl.col("plan_done") > 0).then("plan_done")
    return unranked(groups.with_columns(in_plan=in_plan)).select(
        "row",
        "compounds",
        "households",
        pl.col("reached").cast(pl.Int64),
        *(f"{name}_{field}" for name in NAMES for field in FIELDS),
        *figures.settled((), figures.OF_COMPOUNDS, of="in_plan"),
    )


def _with_lights(rows: pl.DataFrame, rules: Rules) -> pl.DataFrame:
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
