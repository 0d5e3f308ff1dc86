"""What has been reported of the truth by a data date: nothing that lies after it."""

from datetime import date

import polars as pl

from metrics.records.schema import Kind, Sheet
from metrics.records.sheets import BY_NAME
from sql.demo.consent import STAGES, UPKEEP
from sql.demo.draw import between, choose, draw
from sql.demo.places import sheet_of_regions
from sql.demo.returns import returns
from sql.demo.timeline import NEVER, day
from sql.demo.truth import Truth

Tables = dict[str, pl.DataFrame]


def reported(truth: Truth, *, as_of: date) -> Tables:
    """Return every sheet as its reporting units would fill it, with the column `unit`."""
    d = day(as_of)
    compounds = _compounds(truth.compounds, d)
    tables = {
        "regions": sheet_of_regions(truth.divisions),
        "compounds": compounds,
        "projects": _projects(truth.projects, compounds, d),
        "contents": _contents(truth.contents, d),
        "facilities": _facilities(truth.facilities, d),
        "funds": _funds(truth.funds, d),
        "instruments": _instruments(truth.instruments, d),
        "capacities": truth.capacities,
        "communities": _communities(truth.communities, d),
        "events": _events(truth.events, d),
        "issues": _issues(truth.issues, d),
        "tasks": _tasks(truth.tasks, d),
    }
    tables["returns"] = returns(tables)
    return {name: _shaped(frame, BY_NAME[name]) for name, frame in tables.items()}


def _shaped(frame: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    columns = []
    for column in sheet.columns:
        cell = pl.col(column.name) if column.name in frame.columns else pl.lit(None)
        if column.kind is Kind.DATE:
            cell = cell.cast(pl.Int32)
        columns.append(cell.cast(column.kind.dtype).alias(column.name))
    return frame.select("unit", *columns).sort(sheet.record_key)


def _by(column: str, d: int) -> pl.Expr:
    """Keep a date that lies on or before the data date."""
    return pl.when(pl.col(column) <= d).then(pl.col(column)).alias(column)


def _reported(column: str, d: int) -> pl.Expr:
    """Keep a date that has happened and that the county has got round to telling."""
    return pl.when(pl.col(column) + pl.col("_lag") <= d).then(pl.col(column)).alias(column)


def _compounds(truth: pl.DataFrame, d: int) -> pl.DataFrame:
    lagging = ("started_on", "completed_on", "accepted_on", "handed_over_on")
    plain = (
        "reserved_on",
        "planned_on",
        "consulted_on",
        "scheme_published_on",
        "scheme_voted_on",
        "aftercare_confirmed_on",
    )
    shown = _corrected(truth, d).with_columns(
        *(_by(name, d) for name in plain), *(_reported(name, d) for name in lagging),
        *(_body(name, d) for name in ("party_branch_on", "owners_committee_on")),
        _ends=pl.col("completed_on"),
    )  # fmt: skip
    return _as_far_as(shown).with_columns(physical_progress=_progress(d))


def _corrected(truth: pl.DataFrame, d: int) -> pl.DataFrame:
    """Undo, before the day of its correction, what was first reported wrong."""
    kind, early = draw("wrong", 120), pl.col("_fixed") > d
    rows = truth.with_columns(_fixed=day(date(2024, 3, 10)) + draw("fixed", 148))
    wrong = {
        "floor_area": pl.col("floor_area") // 10,
        "started_on": pl.col("started_on") - 12,
        "survey_satisfied": pl.col("survey_satisfied") * 3 // 4,
        "scheme_votes": pl.col("scheme_votes") * 4 // 5,
    }
    return rows.with_columns(
        choose(early & (kind == k), first, pl.col(name)).alias(name)
        for k, (name, first) in enumerate(wrong.items())
    )


def _body(column: str, d: int) -> pl.Expr:
    """Say 「无」 of a body that will only be founded later; a blank stays blank."""
    founded = pl.col(column)
    return choose(founded > d, NEVER, founded).alias(column)


AFTER = (
    (("consulted_on", "planned_on"), ("consulted_households", "consenting_households")),
    (
        ("scheme_voted_on", "started_on"),
        ("scheme_votes", "vote_form", "property_mode", "property_fee"),
    ),
    (("started_on",), (*STAGES[:3], *UPKEEP, "online_vote")),
    (("completed_on",), (*STAGES[3:], "lifts", "parking_spaces", "chargers", "care_facilities")),
    (("accepted_on",), ("acceptance", "survey_responses", "survey_satisfied")),
)
"""Columns that are filled once one of the dates before them has been reported."""


def _as_far_as(shown: pl.DataFrame) -> pl.DataFrame:
    """Leave out what cannot be known yet."""
    return shown.with_columns(
        pl.when(pl.any_horizontal(pl.col(stages).is_not_null())).then(pl.col(name)).alias(name)
        for stages, names in AFTER
        for name in names
    )


def _progress(d: int) -> pl.Expr:
    length = pl.max_horizontal(pl.col("_ended") - pl.col("started_on"), pl.lit(60))
    percent = ((d - pl.col("started_on")) * 100 // length).clip(1, 95)
    return (
        pl.when(pl.col("completed_on").is_not_null()).then(100)
        .when(pl.col("started_on").is_not_null()).then(percent).otherwise(0)
    ) * 10_000  # fmt: skip


def _projects(truth: pl.DataFrame, compounds: pl.DataFrame, d: int) -> pl.DataFrame:
    done = compounds.group_by("project").agg(
        (pl.col("physical_progress") * pl.col("households")).sum() // pl.col("households").sum()
    )  # fmt: skip
    spent = pl.col("planned_investment") // 10_000 * pl.col("physical_progress") // 1_000_000
    rows = truth.join(done, on="project", how="left")
    return rows.with_columns(
        _by("review_accepted_on", d), _by("review_approved_on", d),
        completed_investment=spent * between("spent", 900, 1030) // 1000 * 10_000,
    )  # fmt: skip


def _contents(truth: pl.DataFrame, d: int) -> pl.DataFrame:
    over = pl.col("completed_on") + pl.col("_lag") <= d
    under_way = (pl.col("started_on") + 60 + draw("done after", 120) <= d) & pl.col("in_scheme")
    return truth.with_columns(done=(over.fill_null(value=False) & pl.col("in_scheme")) | under_way)


def _facilities(truth: pl.DataFrame, d: int) -> pl.DataFrame:
    never = (pl.col("handed_over_on") == NEVER) & (pl.col("completed_on") <= d)
    over = pl.when(never | (pl.col("handed_over_on") <= d)).then("handed_over_on")
    return truth.with_columns(_by("joint_scheme_on", d), handed_over_on=over)


def _funds(truth: pl.DataFrame, d: int) -> pl.DataFrame:
    def reached(day_number: int) -> pl.Expr:
        part = (day_number - pl.col("_from")) * 1000 // pl.col("_days")
        return part.clip(0, 1000) * pl.col("_most") // 1000

    in_cents = pl.col("planned") // 10_000
    received = in_cents * reached(d) // 1000 * 10_000
    paid = in_cents * (reached(d - 45) * pl.col("_pays") // 1000) // 1000 * 10_000
    return truth.with_columns(
        received=pl.when("_told").then(received), paid=pl.when("_told").then(paid)
    )


def _instruments(truth: pl.DataFrame, d: int) -> pl.DataFrame:
    there = pl.col("_set") & (pl.col("issued_on") <= d)
    year = pl.col("issued_on").cast(pl.Int32).cast(pl.Date).dt.year().cast(pl.String)
    number = pl.concat_str("name", pl.lit("政办发〔"), year, pl.lit("〕"), "_number", pl.lit("号"))
    return truth.with_columns(
        status=pl.when(there).then(pl.lit("已建立")).otherwise(pl.lit("未建立")),
        doc_no=pl.when(there).then(number), issued_on=pl.when(there).then("issued_on"),
        repealed_on=pl.when(there & (pl.col("repealed_on") <= d)).then("repealed_on"),
    )  # fmt: skip


def _communities(truth: pl.DataFrame, d: int) -> pl.DataFrame:
    return truth.with_columns(_by("surveyed_on", d))


def _events(truth: pl.DataFrame, d: int) -> pl.DataFrame:
    checked = pl.when(pl.col("_checked") <= d).then("status").otherwise(pl.lit("待核"))
    return truth.filter(pl.col("happened_on") <= d).with_columns(status=checked)


def _issues(truth: pl.DataFrame, d: int) -> pl.DataFrame:
    return truth.filter(pl.col("found_on") <= d).with_columns(
        _by("rectified_on", d), _by("closed_on", d),
        proof=pl.when(pl.col("closed_on") <= d).then("proof"),
    )  # fmt: skip


def _tasks(truth: pl.DataFrame, d: int) -> pl.DataFrame:
    done = pl.col("finished_on") <= d
    status = (
        pl.when(done).then(pl.lit("已完成")).when(d < day(date(2024, 3, 1))).then(pl.lit("未启动"))
    )
    words = pl.when(done).then(pl.lit("已完成")).otherwise(pl.lit("按计划推进"))
    return truth.with_columns(
        _by("finished_on", d), status=status.otherwise(pl.lit("推进中")), progress=words
    )
