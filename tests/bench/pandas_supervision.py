"""The supervision table of projects, hand-written in pandas with the same columns and lights."""

from datetime import date
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from metrics.records.schema import NEVER
from metrics.rules.value import RulePack
from metrics.supervision.lights import BLACK, ISSUE, LIGHTS, RED
from metrics.supervision.project_figures import COUNTED, MONEY, SOURCE_GROUPS, SUMMED, WHOLE
from tests.bench import pandas_nodes
from tests.bench.pandas_logic import Tables, among
from tests.bench.pandas_nodes import NAMES, Workdays

Column: TypeAlias = "pd.Series[Any]"
FOREVER = pd.Timestamp(NEVER)


def supervision(
    tables: Tables, *, as_of: date, year: int, rules: RulePack, way: Any = pandas_nodes
) -> pd.DataFrame:
    """Return one row per project; lights are numbers in the pack's order.

    `way` is the module that makes the nodes and rolls them up: `pandas_nodes` or `plain_nodes`.
    """
    day, projects = pd.Timestamp(as_of), tables["projects"]
    projects = projects[(projects["plan_year"] <= year).to_numpy(bool)]
    owners = projects[["project", "region", "plan_year", "review_approved_on"]]
    c = tables["compounds"].merge(owners, on="project")
    table, done = way.nodes(c, day, rules)
    issues = _issues(tables, day, rules)
    parts = [
        way.rolled(table, c["project"], c["households"]),
        _compound_figures(c, day, rules),
        _money(tables["funds"]),
        _counts(issues),
        _red_lines(tables, c, projects, issues, (day, year), done, rules),
    ]
    rows = projects.set_index("project").join(pd.concat([_investment(projects)], axis=1))
    for part in parts:
        rows = rows.join(part)
    return _with_lights(_homes(rows.reset_index(), tables["regions"]), rules)


def _pair(ratio: str, part: Column, whole: Column) -> dict[str, Column]:
    both = part.notna() & whole.notna()
    return {
        f"{ratio}_numerator": part.where(both),
        f"{ratio}_denominator": whole.where(both),
        f"{ratio}_left_out": ~both,
    }


def _summed(columns: dict[str, Any], by: Column) -> pd.DataFrame:
    """Sum by group: null, not 0, where no value is known; flags are counted."""
    frame = pd.DataFrame(columns)
    grouped = frame.groupby(by.to_numpy())
    flags = [name for name, kind in frame.dtypes.items() if kind in (bool, "boolean")]
    values = [name for name in frame.columns if name not in flags]
    return grouped[values].sum(min_count=1).join(grouped[flags].sum())


def _investment(projects: pd.DataFrame) -> pd.DataFrame:
    pair = _pair("investment", projects["completed_investment"], projects["planned_investment"])
    found = pd.DataFrame(pair).set_axis(projects["project"])
    return found.astype({"investment_left_out": "int64"})


def _money(funds: pd.DataFrame) -> pd.DataFrame:
    received, source = funds["received"], funds["source"]
    columns = {name: funds[name] for name in MONEY}
    columns |= {f"{name}_unknown": funds[name].isna() for name in MONEY}
    columns |= {
        f"received_{group}": received.where(source.isin(sources))
        for group, sources in SOURCE_GROUPS.items()
    }
    return _summed(columns | _pair("payment", funds["paid"], received), funds["project"])


def _compound_figures(c: pd.DataFrame, day: pd.Timestamp, rules: RulePack) -> pd.DataFrame:
    c = c[c["planned_on"] <= day]
    expected = _scheduled(c, day)
    dates = np.select(
        [c["completed_on"] <= day, ~(c["started_on"] <= day)], [WHOLE, 0], np.int64(-1)
    )
    by_dates = pd.Series(dates, index=c.index, dtype="Int64").where(dates >= 0)
    done = c["physical_progress"].fillna(by_dates)
    known = done.notna() & expected.notna()
    weight = c["households"].where(known)
    full = weight * WHOLE
    participants = rules["consent_base"] == "participants"
    base = c["consulted_households" if participants else "households"]
    columns = (
        _pair("progress", done * weight, full)
        | _pair("schedule", expected * weight, full)
        | _pair("consent", c["consenting_households"], base)
        | _pair("satisfaction", c["survey_satisfied"], c["survey_responses"])
    )
    return _summed(columns, c["project"])


def _scheduled(c: pd.DataFrame, day: pd.Timestamp) -> Column:
    start, finish = (c[name].where(c[name] != FOREVER) for name in ("start_due", "finish_due"))
    eve = start - pd.Timedelta(days=1)
    gone, whole = (day - eve).dt.days, (finish - eve).dt.days
    passed = np.minimum(whole, gone.clip(lower=0))
    share = passed * WHOLE // whole
    return share.where(whole > 0).astype("Int64")


def _issues(tables: Tables, day: pd.Timestamp, rules: RulePack) -> pd.DataFrame:
    issues, workdays = tables["issues"], Workdays()
    due = issues["due_on"].where(issues["due_on"] != FOREVER)
    if rules["due_moves_to_workday"][ISSUE]:
        due = workdays.on_or_after(due)
    open_ = ~(issues["closed_on"] <= day)
    overdue = open_ & (due < day)
    today = workdays.up_to(pd.Series(day, index=due.index, dtype="datetime64[ms]"))
    grace = rules["light_grace_days"][ISSUE]
    forgiven = (grace > 0) & (today - workdays.up_to(due) <= grace)
    return pd.DataFrame(
        {"project": issues["project"], "issues_open": open_, "issues_overdue": overdue,
         "red": overdue & ~forgiven}
    ).dropna(subset="project")  # fmt: skip


def _counts(issues: pd.DataFrame) -> pd.DataFrame:
    return issues.groupby("project")[["issues_open", "issues_overdue"]].sum()


def _red_lines(
    tables: Tables,
    c: pd.DataFrame,
    projects: pd.DataFrame,
    issues: pd.DataFrame,
    when: tuple[pd.Timestamp, int],
    done: dict[str, Any],
    rules: RulePack,
) -> "pd.Series[Any]":
    """Count confirmed events, red issues and the vetoes of projects and compounds, by project."""
    (day, year), events = when, tables["events"]
    confirmed = (events["happened_on"] <= day) & (events["happened_on"].dt.year == year)
    events = events[(events["status"] == "属实") & confirmed & events["project"].notna()]
    of_year = (c["plan_year"] == year).to_numpy(bool)
    eligible = (
        (c["built_year"] <= rules["built_year_max"])
        & ~c["demolition_listed"]
        & ~c["renovated_elsewhere"]
    )
    refused = c["project"][of_year & done["plan"] & ~eligible.fillna(value=True).to_numpy(bool)]
    unsafe = events["project"][events["kind"].isin(["质量问题", "安全事故"])].unique()
    started = c["project"][of_year & (c["started_on"] <= day).to_numpy()]
    own = projects["project"]
    broken = own[among(own, pd.Series(unsafe, dtype=object)) & among(own, started)]
    found = [events["project"], issues["project"][issues["red"]], refused, broken]
    return pd.concat(found).value_counts().rename("red_lines")


def _homes(rows: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    r = regions.set_index("region")
    city = r["parent"].where(r["level"] == "县", r.index.to_series())
    homes = pd.DataFrame(
        {"county": r["name"], "city": city, "city_name": city.map(r["name"])}, index=r.index
    )
    return rows.join(homes, on="region")


def _with_lights(rows: pd.DataFrame, rules: RulePack) -> pd.DataFrame:
    order = list(rules["light_order"])
    counts = ["red_lines", "compounds", "issues_open", "issues_overdue"]
    counts += [f"{name}_done" for name in NAMES]
    rows[counts] = rows[counts].fillna(0).astype("int64")
    lights = [f"{name}_light" for name in NAMES]
    rows[lights] = rows[lights].fillna(order.index(BLACK)).astype("int8")
    worst = rows[lights].min(axis=1)
    rows["light"] = worst.where(rows["red_lines"] == 0, np.int8(order.index(RED)))
    return rows.sort_values(["city", "region", "project"], ignore_index=True)


def subtotals(rows: pd.DataFrame, rules: RulePack) -> pd.DataFrame:
    """Add up the rows by city."""
    order = list(rules["light_order"])
    lights = {f"lights_{light}": rows["light"] == order.index(light) for light in LIGHTS}
    silent = {"money_not_reported": rows["planned_unknown"].isna()}
    rows = pd.concat([rows, pd.DataFrame(lights | silent)], axis=1)
    grouped = rows.groupby("city")
    counted = [*COUNTED, *(f"{name}_done" for name in NAMES), *lights, *silent]
    sums = grouped[list(SUMMED)].sum(min_count=1).join(grouped[counted].sum())
    return sums.join(grouped.size().rename("projects")).reset_index()


def chosen(rows: pd.DataFrame, *, light: str, city: str, rules: RulePack) -> pd.DataFrame:
    """Keep the rows of one light in one city."""
    order = list(rules["light_order"])
    return rows[(rows["light"] == order.index(light)) & (rows["city"] == city)]
