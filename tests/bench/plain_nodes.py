"""The nodes of every compound and their roll-up as one would write them in pandas without numpy.

Nullable columns, working days found by `map` in a table of days, lights as an ordered category,
groups by the code of the project. What `pandas_nodes` does in arrays, in the words of pandas.
"""

from typing import Any, TypeAlias

import pandas as pd

from metrics.days.workdays import FIRST, LAST, calendar
from metrics.records.schema import NEVER
from metrics.rules.value import RulePack
from metrics.supervision.lights import BLACK, GREEN, GREY, LATE_GREEN, NODE, RED, YELLOW
from metrics.supervision.stages import PLAN_YEAR, STAGES, Due

NAMES = [stage.name for stage in STAGES]
FIELDS = ("light", "due", "actual", "days", "working_days")
OPEN = ("light", "due", "days", "working_days")
Column: TypeAlias = "pd.Series[Any]"


class Workdays:
    """The official working days as tables to map days by."""

    def __init__(self) -> None:
        days = calendar()
        every = pd.date_range(FIRST, LAST, unit="ms")
        works = pd.Series(days.works.to_list(), index=every)
        self.passed = works.cumsum().astype("Int32")
        self.coming = self.passed + (~works).astype("Int32")
        self.days = works.index[works].to_series(index=range(1, works.sum() + 1))
        self.since, self.until = pd.Timestamp(days.since), pd.Timestamp(days.until)

    def add(self, days: Column, distance: int) -> Column:
        """Return the working day so many away; a distance of 0 is the day or the next one."""
        counted = days.map(self.passed if distance > 0 else self.coming)
        return (counted + distance).map(self.days)

    def outside(self, days: Column) -> Column:
        """Say which known days no official list covers."""
        return days.notna() & ~days.between(self.since, self.until)


def nodes(
    c: pd.DataFrame, day: pd.Timestamp, rules: RulePack
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return the fields of every stage as `<stage>_<field>`, and which stages are done."""
    done = _done(c, day)
    in_plan, workdays = c["planned_on"] <= day, Workdays()
    columns: dict[str, Column] = {}
    for stage in STAGES:
        name = stage.name
        owed = in_plan | True if stage.before_plan else in_plan
        due = _due(c, rules["stage_due"][name], rules["stage_due"]["plan"], workdays)
        if rules["due_moves_to_workday"][NODE]:
            due = workdays.add(due, 0)
        node = _node(due, c[stage.actual], done[name], owed, day, rules, workdays)
        columns |= {f"{name}_{field}": values for field, values in node.items()}
    return pd.DataFrame(columns), {n: d.fillna(value=False).to_numpy(bool) for n, d in done.items()}


def _done(c: pd.DataFrame, day: pd.Timestamp) -> dict[str, Column]:
    """Say which stages are done; null where that is not known."""
    actuals = {stage.name: stage.actual for stage in STAGES}
    done = {name: (c[actual] <= day).astype("boolean") for name, actual in actuals.items()}
    done["accept"] &= (c["acceptance"] == "合格").astype("boolean").mask(c["acceptance"].isna())
    known = {name: flags.fillna(value=False) for name, flags in done.items()}
    return {name: done[name].mask(skipped(name, c[actuals[name]], known)) for name in done}


def skipped(name: str, actual: Column, done: dict[str, Column]) -> Column:
    """Say where a stage is blank though one after it is done; consent is no proof of the plan."""
    names = [stage.name for stage in STAGES]
    after = [n for n in names[names.index(name) + 1 :] if (name, n) != ("plan", "consult")]
    return actual.isna() & pd.DataFrame({n: done[n] for n in after}, index=actual.index).any(axis=1)


def _due(c: pd.DataFrame, due: Due, plan: Due, workdays: Workdays) -> Column:
    def of_year(due: Due) -> Column:
        days = {y: pd.Timestamp(y, due.month, due.day) for y in c["plan_year"].unique()}
        return c["plan_year"].map(days).astype("datetime64[ms]")

    base = of_year(due) if due.base == PLAN_YEAR else c[due.base]
    base = base.mask(base == pd.Timestamp(NEVER))
    if due.base == "planned_on":
        base = base.fillna(of_year(plan))
    return workdays.add(base, due.distance) if due.distance else base


def _node(
    due: Column,
    actual: Column,
    done: Column,
    owed: Column,
    day: pd.Timestamp,
    rules: RulePack,
    workdays: Workdays,
) -> dict[str, Column]:
    finished, open_ = done.fillna(value=False), (~done).fillna(value=False)
    actual = actual.where(finished)
    until = actual.mask(open_, day)
    days = (until - due).dt.days.astype("Int32")
    working = until.map(workdays.passed) - due.map(workdays.passed)
    told = (done | owed).fillna(value=False)
    late = {"days": days.where(told), "working_days": working.where(told)}
    fields = {
        "light": _light(actual, done, owed, days, working, rules),
        "due": due,
        "actual": actual,
        **late,
    }
    still = {f"{field}_open": fields[field].mask(finished) for field in OPEN}
    provisional = (workdays.outside(due) | workdays.outside(until)) & told
    return {**fields, **still, "done": finished, "provisional": provisional}


def _light(
    actual: Column, done: Column, owed: Column, days: Column, working: Column, rules: RulePack
) -> Column:
    grace, warning = rules["light_grace_days"][NODE], rules["light_warn_days"][NODE]
    finished, open_ = done.fillna(value=False), (~done).fillna(value=False)
    late = (days > 0).fillna(value=False)
    cases = [
        (finished & actual.isna(), BLACK),
        (finished & late, LATE_GREEN),
        (finished, GREEN),
        (open_ & ~owed, GREY),
        (done.isna() | days.isna(), BLACK),
        (late & (working <= grace).fillna(value=False) & (grace > 0), YELLOW),
        (late, RED),
        ((-working <= warning).fillna(value=False), YELLOW),
    ]
    order = list(rules["light_order"])
    codes = [(case, order.index(light)) for case, light in cases]
    grey = pd.Series(order.index(GREY), index=actual.index, dtype="Int8")
    return grey.case_when(codes)


def rolled(table: pd.DataFrame, project: Column, households: Column) -> pd.DataFrame:
    """Roll the nodes up to projects: worst light, earliest open due, longest delay."""
    grouped = table.groupby(project.to_numpy(), sort=False)

    def named(*fields: str) -> list[str]:
        return [f"{name}_{field}" for field in fields for name in NAMES]

    least = grouped[named("light", "light_open", "due_open")].min()
    most = grouped[
        named("due", "actual", "days", "days_open", "working_days", "working_days_open")
    ].max()
    done, some = grouped[named("done")].sum(), grouped[named("provisional")].any()
    count = grouped.size()
    found: dict[str, Any] = {
        "compounds": count,
        "households": households.groupby(project.to_numpy(), sort=False).sum(),
    }
    for name in NAMES:
        found[f"{name}_light"] = least[f"{name}_light_open"].fillna(least[f"{name}_light"])
        found[f"{name}_due"] = least[f"{name}_due_open"].fillna(most[f"{name}_due"])
        found[f"{name}_actual"] = most[f"{name}_actual"].where(done[f"{name}_done"] == count)
        for field in ("days", "working_days"):
            still = most[f"{name}_{field}_open"]
            found[f"{name}_{field}"] = still.fillna(most[f"{name}_{field}"])
    return pd.concat([pd.DataFrame(found), done, some], axis=1)
