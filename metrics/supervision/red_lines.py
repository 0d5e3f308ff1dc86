"""Red-line events (底线情形) of projects: what turns a whole row red, whatever its stages say.

属实事件: confirmed, in the evaluation year, by the data date, naming the project. 逾期问题: an issue of
the ledger that is red. 否决内容: a veto measure that the project or one of its compounds fails. Which
of the three count is a rule (`red_lines`).
"""

from collections.abc import Callable, Mapping

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.judging import judge_records
from metrics.standards.standard import Standard
from metrics.supervision.issues import red_issues

EVENT, OVERDUE, BREACH = RED_LINES = ("属实事件", "逾期问题", "否决内容")
SCHEMA = {
    "project": pl.String,
    "kind": pl.String,
    "record": pl.String,
    "code": pl.String,
    "text": pl.String,
    "clause": pl.String,
    "due": pl.Date,
    "happened_on": pl.Date,
    "days": pl.Int64,
    "working_days": pl.Int64,
    "provisional": pl.Boolean,
}
OWNERS = {"projects": "project", "compounds": "compound"}


def red_lines(
    frames: Frames, rules: Rules, issues: pl.DataFrame, standard: Standard
) -> pl.DataFrame:
    """List the red-line events of every project, sorted by project, kind and record.

    `issues` is their ledger, `standard` that of the veto measures. Columns: SCHEMA. `record` is the
    event, issue, project or compound; `code` the measure that it fails, or the kind of event, or
    the source of the issue; `days` late, and `working_days` among them (provisional: of a year
    without an official list), are null where it is no delay.
    """
    sources: Mapping[str, Callable[[], pl.DataFrame]] = {
        EVENT: lambda: _events(frames),
        OVERDUE: lambda: _overdue(issues),
        BREACH: lambda: _breaches(frames, rules, standard),
    }
    events = [sources[kind]() for kind in rules["red_lines"]]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *events]).sort(
        "project", "kind", "record", "code"
    )


def _events(frames: Frames) -> pl.DataFrame:
    confirmed = frames.tables["events"].filter(
        pl.col("status") == "属实", frames.year_of("happened_on"), pl.col("project").is_not_null()
    )
    return _shaped(confirmed, EVENT, record="event", code="kind", text="note")


def _overdue(issues: pl.DataFrame) -> pl.DataFrame:
    late = red_issues(issues).filter(pl.col("project").is_not_null())
    named = late.with_columns(due=pl.col("due_on"), happened_on=pl.col("found_on"))
    return _shaped(named, OVERDUE, record="issue", code="source", text="problem")


def _breaches(frames: Frames, rules: Rules, standard: Standard) -> pl.DataFrame:
    parts = [pl.DataFrame(schema=SCHEMA)]
    for code in rules["veto_measures"]:
        measure = standard.measures[code]
        if measure.sheet in OWNERS:
            judged = judge_records(measure, frames, rules)
            failed = judged.filter(~pl.col("met")).select("record").collect()
            owners = _owners(frames, measure.sheet)
            named = failed.join(owners, on="record").with_columns(
                code=pl.lit(code),
                text=pl.lit(measure.title),
                clause=pl.lit(standard.item_of[code].clause),
            )
            parts.append(_shaped(named, BREACH, record="record", code="code", text="text"))
    return pl.concat(parts)


def _owners(frames: Frames, sheet: str) -> pl.DataFrame:
    if sheet == "projects":
        return frames.projects_of_year.select("project", record="project")
    return frames.scan_of_year().select("project", record="compound").collect()


def _shaped(frame: pl.DataFrame, kind: str, *, record: str, code: str, text: str) -> pl.DataFrame:
    values = {"kind": pl.lit(kind), "record": pl.col(record), "code": pl.col(code),
              "text": pl.col(text)}  # fmt: skip
    return frame.select(
        values.get(name, pl.col(name) if name in frame.columns else pl.lit(None))
        .cast(dtype)
        .alias(name)
        for name, dtype in SCHEMA.items()
    )
