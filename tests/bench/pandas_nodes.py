"""The nodes of every compound, their lights and their roll-up to projects, hand-written in pandas.

Lights are small integers in the pack's order, days are floats with NaN for unknown, working days are
looked up in arrays: what makes pandas fast.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from metrics.days.workdays import FIRST, calendar
from metrics.records.schema import NEVER
from metrics.rules.value import RulePack
from metrics.supervision.lights import BLACK, GREEN, GREY, LATE_GREEN, NODE, RED, YELLOW
from metrics.supervision.stages import PLAN_YEAR, STAGES

NAMES = [stage.name for stage in STAGES]
Flags = np.ndarray[Any, Any]
Dates: TypeAlias = "pd.Series[Any]"


class Workdays:
    """The official working days in arrays."""

    def __init__(self) -> None:
        days = calendar()
        self.works = days.works.to_numpy()
        self.running = days.running.to_numpy().astype("float64")
        self.workdays = days.workdays.to_numpy().astype("datetime64[ms]")
        self.since, self.until = pd.Timestamp(days.since), pd.Timestamp(days.until)

    def _place(self, days: Dates) -> tuple[Flags, Flags]:
        place = (days.to_numpy("datetime64[D]") - np.datetime64(FIRST)).astype("int64")
        known = (place >= 0) & (place < len(self.works))
        return np.where(known, place, 0), known

    def up_to(self, days: Dates) -> Flags:
        """Count the working days up to each day; NaN where there is no answer."""
        place, known = self._place(days)
        return np.where(known, self.running[place], np.nan)

    def nth(self, number: Flags) -> Dates:
        """Return the working day of each number."""
        known = (number >= 1) & (number <= len(self.workdays))
        found = self.workdays[np.where(known, number - 1, 0).astype("int64")]
        return pd.Series(found).where(known)

    def add(self, days: Dates, distance: int) -> Dates:
        """Return the working day so many working days away."""
        if distance == 0:
            return days
        place, known = self._place(days)
        back = 0 if distance > 0 else 1 - self.works[place]
        return self.nth(np.where(known, self.running[place] + distance + back, np.nan))

    def on_or_after(self, days: Dates) -> Dates:
        """Return each day or the next working day."""
        place, known = self._place(days)
        return self.nth(np.where(known, self.running[place] + ~self.works[place], np.nan))

    def outside(self, days: Dates) -> Flags:
        """Say which known days no official list covers."""
        return (days.notna() & ~days.between(self.since, self.until)).to_numpy()


def nodes(
    c: pd.DataFrame, day: pd.Timestamp, rules: RulePack
) -> tuple[pd.DataFrame, dict[str, Flags]]:
    """Return the fields of every stage as `<stage>_<field>`, and which stages are done."""
    done = {s.name: (c[s.actual] <= day).to_numpy() for s in STAGES}
    unknown = {name: np.zeros(len(c), bool) for name in NAMES}
    unknown["accept"] = done["accept"] & c["acceptance"].isna().to_numpy()
    done["accept"] = done["accept"] & (c["acceptance"] == "合格").to_numpy()
    actuals = {s.name: s.actual for s in STAGES}
    for place, name in enumerate(NAMES[:-1], start=1):
        after = [done[n] for n in NAMES[place:] if (name, n) != ("plan", "consult")]
        unknown[name] |= c[actuals[name]].isna().to_numpy() & np.logical_or.reduce(after)
    in_plan = (c["planned_on"] <= day).to_numpy()
    workdays, columns = Workdays(), {}
    for stage in STAGES:
        owed = np.ones(len(c), bool) if stage.before_plan else in_plan
        due = _due(c, rules["stage_due"], stage.name, workdays)
        known = (done[stage.name], unknown[stage.name], owed)
        columns |= _node(stage.name, due, c[stage.actual], known, day, rules, workdays)
    return pd.DataFrame(columns), done


def _due(c: pd.DataFrame, dues: Mapping[str, Any], name: str, workdays: Workdays) -> Dates:
    def of_year(due: Any) -> Dates:
        parts = {"year": c["plan_year"].astype("int64"), "month": due.month, "day": due.day}
        return pd.to_datetime(pd.DataFrame(parts)).astype("datetime64[ms]")

    due = dues[name]
    base = of_year(due) if due.base == PLAN_YEAR else c[due.base]
    base = base.where(base != pd.Timestamp(NEVER))
    if due.base == "planned_on":
        base = base.fillna(of_year(dues["plan"]))
    return workdays.add(base, due.distance)


def _node(
    name: str,
    due: Dates,
    actual: Dates,
    state: tuple[Flags, Flags, Flags],
    day: pd.Timestamp,
    rules: RulePack,
    workdays: Workdays,
) -> dict[str, Any]:
    done, unknown, owed = state
    if rules["due_moves_to_workday"][NODE]:
        due = workdays.on_or_after(due)
    actual = actual.where(done)
    until = actual.where(done | unknown, day)
    days = (until - due).dt.days.to_numpy("float64")
    working = workdays.up_to(until) - workdays.up_to(due)
    light = _light(state, actual, days, working, rules)
    told = done | owed
    provisional = (workdays.outside(due) | workdays.outside(until)) & told
    fields = {
        "light": light,
        "due": due,
        "actual": actual,
        "done": done,
        "days": np.where(told, days, np.nan),
        "working_days": np.where(told, working, np.nan),
        "provisional": provisional,
        "light_open": np.where(done, np.nan, light),
        "due_open": due.where(~done),
        "days_open": np.where(told & ~done, days, np.nan),
        "working_days_open": np.where(told & ~done, working, np.nan),
    }
    return {f"{name}_{field}": values for field, values in fields.items()}


def _light(
    state: tuple[Flags, Flags, Flags], actual: Dates, days: Flags, working: Flags, rules: RulePack
) -> Flags:
    done, unknown, owed = state
    codes = {light: np.int8(n) for n, light in enumerate(rules["light_order"])}
    grace, warning = rules["light_grace_days"][NODE], rules["light_warn_days"][NODE]
    cases = {
        "no day": (done & actual.isna().to_numpy(), BLACK),
        "done late": (done & (days > 0), LATE_GREEN),
        "done": (done, GREEN),
        "not owed": (~owed & ~unknown, GREY),
        "unknown": (unknown | np.isnan(days), BLACK),
        "within grace": ((days > 0) & (working <= grace) & (grace > 0), YELLOW),
        "late": (days > 0, RED),
        "soon": (-working <= warning, YELLOW),
    }
    tests, lights = zip(*cases.values(), strict=True)
    return np.select(tests, [codes[light] for light in lights], codes[GREY])


def rolled(table: pd.DataFrame, project: "pd.Series[Any]", households: Any) -> pd.DataFrame:
    """Roll the nodes up to projects: worst light, earliest open due, longest delay."""
    by = pd.factorize(project)[0]

    def named(*fields: str) -> list[str]:
        return [f"{name}_{field}" for field in fields for name in NAMES]

    grouped = table.groupby(by)
    least = grouped[named("light", "light_open", "due_open")].min()
    most = grouped[
        named("due", "actual", "days", "days_open", "working_days", "working_days_open")
    ].max()
    sums = grouped[named("done")].sum()
    some = grouped[named("provisional")].any()
    count = grouped.size()
    found = {"compounds": count, "households": households.groupby(by).sum()}
    for name in NAMES:
        found |= {
            f"{name}_light": least[f"{name}_light_open"].fillna(least[f"{name}_light"]),
            f"{name}_due": least[f"{name}_due_open"].fillna(most[f"{name}_due"]),
            f"{name}_done": sums[f"{name}_done"],
            f"{name}_actual": most[f"{name}_actual"].where(sums[f"{name}_done"] == count),
            f"{name}_provisional": some[f"{name}_provisional"],
        }
        for field in ("days", "working_days"):
            open_ = most[f"{name}_{field}_open"]
            found[f"{name}_{field}"] = open_.fillna(most[f"{name}_{field}"])
    return pd.DataFrame(found).set_axis(pd.unique(project))
