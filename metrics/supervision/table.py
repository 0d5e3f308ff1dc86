"""The online supervision table (在线督导一张表): one row per project, expanding to its compounds.

Projects of the evaluation year and before. A project's node takes the worst light of the compounds
that still have it open, and only when none has, the worst of those done: 绿 says that all are done.
The row's light is the worst of its nodes, and red where a red-line event holds. A project of which
no compound is reported is 黑.
"""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from metrics.records.frames import Frames
from metrics.records.regions import within
from metrics.rules.value import RulePack, Rules
from metrics.standards.catalogue import NATIONAL
from metrics.standards.standard import Standard
from metrics.supervision import project_figures as figures
from metrics.supervision.issues import ledger
from metrics.supervision.lights import BLACK, RED
from metrics.supervision.nodes import FIELDS, NAMES, dated_nodes, lit_nodes, moved_dues, nodes
from metrics.supervision.red_lines import red_lines
from metrics.supervision.roll_up import lights, ranked_lights, with_dates
from metrics.supervision.stages import BASES, STAGES

SHOWN = ("project", "name", "region", "plan_year", "delivery_mode", "implementer", "project_owner",
         "supervision_owner", "planned_investment", "completed_investment")  # fmt: skip
READ = tuple(
    dict.fromkeys(
        (
            "compound", "name", "households", *BASES.values(),
            *(stage.actual for stage in STAGES if not stage.of_project),
            "acceptance", *figures.COMPOUND_COLUMNS,
        )
    )
)  # fmt: skip
"""Columns of 小区 that the table needs."""
HOME = ("county", "city", "city_name")
ROLLED_COUNTS = ("done", "unreported")
"""Fields of a project's node that count its compounds."""
KEPT = ("compound", "project", "name", "region", "plan_year", "households")


@dataclass(frozen=True)
class Supervision:
    """The table of one data date.

    `projects`: SHOWN, county, city and city_name, light, reached (the number of the last stage that
    every compound has passed), red_lines (count), the light of every node, how many of the
    `compounds` have it done and of how many records it is to be reported (`<stage>_light`, `_done`,
    `_unreported`), and the parts of `project_figures`; sorted by city, region and code. `red_lines`:
    see `red_lines.red_lines`; its veto measures are of `standard`. Lights are an Enum, worst first.
    """

    frames: Frames
    rules: RulePack
    standard: Standard
    projects: pl.DataFrame
    red_lines: pl.DataFrame
    _reported: pl.DataFrame

    def dated(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Add to rows of `projects` the other fields of their nodes (`roll_up.DATES`).

        A page draws few of the rows, and the whole is judged without them.
        """
        own = self._reported.join(rows.select("project"), on="project", how="semi")
        dated = pl.concat(
            [own.select("project", "row"), dated_nodes(self.frames, self.rules, own)],
            how="horizontal",
        )
        return with_dates(rows, dated)

    def moved_dues(self, projects: pl.Series) -> pl.DataFrame:
        """Return what is due of the compounds of projects on another day than was set (`nodes.moved_dues`)."""
        own = self._reported.filter(pl.col("project").is_in(projects.implode()))
        return moved_dues(own, self.rules)

    def of(self, regions: Collection[str]) -> "Supervision":
        """Return the table of the projects of some divisions only; each row stays as it is."""
        projects = self.projects.filter(pl.col("region").is_in(list(regions)))
        if projects.height == self.projects.height:
            return self
        part = replace(
            self,
            projects=projects,
            red_lines=_of(self.red_lines, projects),
            _reported=_of(self._reported, projects),
        )
        if "compounds" in self.__dict__:  # judged already: a part is not judged again
            part.__dict__["compounds"] = _of(self.compounds, projects)
        return part

    @property
    def lights(self) -> pl.DataFrame:
        """Return project and light of every row: what `metrics.changes` compares."""
        return self.projects.select("project", "light")

    @cached_property
    def compounds(self) -> pl.DataFrame:
        """Return every compound (KEPT) with `<stage>_<field>` of each stage, light and reached.

        `light` is the worst of the ten. Made when it is first asked for: the rows of projects are
        read far more often than those of compounds.
        """
        return self._judged(self._reported)

    def compounds_of(self, project: str) -> pl.DataFrame:
        """Return of `compounds` those of one project."""
        return self._judged(self._reported.filter(pl.col("project") == project))

    def figures_of(self, project: str) -> pl.DataFrame:
        """Return the `project_figures.OF_COMPOUNDS` of each compound of one project, by code."""
        own = self._reported.filter(pl.col("project") == project)
        parts = figures.compound_figures(self.frames, self.rules, own)
        return pl.concat([own.select("compound"), parts], how="horizontal").sort("compound")

    def _judged(self, reported: pl.DataFrame) -> pl.DataFrame:
        lit, order = [f"{name}_light" for name in NAMES], pl.Enum(self.rules["light_order"])
        node_columns = nodes(self.frames, self.rules, reported)
        return (
            pl.concat([reported.select(KEPT), node_columns], how="horizontal")
            .with_columns(light=pl.min_horizontal(lit))
            .select(
                *KEPT,
                *(f"{name}_{field}" for name in NAMES for field in FIELDS),
                "light",
                "reached",
            )
            .with_columns(
                pl.col("light", *lit).cat.to(order), pl.col("reached", "^.*_days$").cast(pl.Int64)
            )
            .sort("project", "compound")
        )

    @cached_property
    def nodes(self) -> pl.DataFrame:
        """Return every node: see `nodes_of`."""
        return nodes_of(self.compounds)


def _of(rows: pl.DataFrame, projects: pl.DataFrame) -> pl.DataFrame:
    return rows.join(projects, on="project", how="semi", maintain_order="left")


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
    rules: RulePack,
    *,
    place: str | None = None,
    standard: Standard = NATIONAL,
) -> Supervision:
    """Build the table of `place` and below, or of everything reported."""
    projects = _projects(frames, place)
    compounds = _compounds(frames, projects)
    # Either half leaves a core idle for much of its time, and they have nothing in common.
    with ThreadPoolExecutor(max_workers=1) as beside:
        recorded = beside.submit(_recorded, frames, rules, projects, standard)
        rolled = _supervised(frames, rules, compounds)
    events, parts = recorded.result()
    own = projects.select(*SHOWN, *HOME, *figures.investment())
    rows = pl.concat([own, _beside(projects, rolled, on="row"), *parts], how="horizontal")
    return Supervision(
        frames=frames,
        rules=rules,
        standard=standard,
        projects=_with_lights(rows, rules),
        red_lines=events,
        _reported=compounds,
    )


def _beside(projects: pl.DataFrame, part: pl.DataFrame, *, on: str) -> pl.DataFrame:
    """Return the rows of a part in the order of the projects, null where it has none."""
    return projects.select(on).join(part, on=on, how="left", maintain_order="left").drop(on)


def _recorded(
    frames: Frames, rules: Rules, projects: pl.DataFrame, standard: Standard
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the red-line events of the projects; and beside those money, issues and events."""
    issues = ledger(frames, rules)
    events = red_lines(frames, rules, issues, standard).join(projects, on="project", how="semi")
    counts = events.group_by("project").agg(red_lines=pl.len().cast(pl.Int64))
    parts = (figures.money(frames), figures.issue_counts(issues), counts)
    beside = [_beside(projects, part, on="project") for part in parts]
    return events.sort("project", "kind", "record", "code"), beside


def _supervised(frames: Frames, rules: Rules, compounds: pl.DataFrame) -> pl.DataFrame:
    """Return the nodes and figures of the compounds rolled up to their project."""
    parts = (lit_nodes, figures.compound_figures)
    node_columns = [part(frames, rules, compounds) for part in parts]
    return _rolled(
        pl.concat([compounds.select("row", "households"), *node_columns], how="horizontal")
    )


def _projects(frames: Frames, place: str | None) -> pl.DataFrame:
    """Return the projects (SHOWN) with HOME, sorted; `row` is their number in the sheet.

    Rows group and join faster by number than by code.
    """
    sheet = frames.tables["projects"].select(SHOWN).with_row_index("row")
    projects = sheet.filter(pl.col("plan_year") <= frames.year)
    if place is not None:
        inside = within(frames.regions, place)
        projects = projects.join(inside, on="region", how="semi")
    homes = _homes(projects, frames.regions)
    housed = projects.sort("project").join(homes, on="region", how="left", maintain_order="left")
    return housed.sort("place", maintain_order=True)


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
    own = reported.with_columns(
        frames.owners, *frames.of_project("region", "plan_year", "review_approved_on")
    )
    if projects.height == frames.tables["projects"].height and not frames.owners.null_count():
        return own
    return own.filter(pl.col("row").is_in(projects["row"].implode()))


def _rolled(compounds: pl.DataFrame) -> pl.DataFrame:
    """Roll the compounds, their figures and nodes up to their project."""
    groups = (
        compounds.with_columns(ranked_lights())
        .group_by("row")
        .agg(
            pl.len().cast(pl.Int64).alias("compounds"),
            pl.col("households").sum(),
            pl.col("reached").min().cast(pl.Int64),
            *lights(),
            *figures.summed((), figures.OF_COMPOUNDS),
        )
    )
    in_plan = pl.when(pl.col("plan_done") > 0).then("plan_done")
    return groups.with_columns(in_plan=in_plan).select(
        "row",
        "compounds",
        "households",
        "reached",
        *(f"{name}_{field}" for name in NAMES for field in ("light", *ROLLED_COUNTS)),
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
        *(pl.col(f"{name}_{count}").fill_null(0) for name in NAMES for count in ROLLED_COUNTS),
        pl.col("reached").fill_null(0),
    )
