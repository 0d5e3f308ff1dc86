"""The values shown beside a verdict, where a measure derives them from several rows."""

from datetime import date

import polars as pl

from metrics.packs.pack import load_pack
from metrics.records.frames import Frames
from metrics.records.schema import NEVER
from metrics.standards.catalogue import NATIONAL

DAY = date(2023, 12, 31)


def shown(code: str, **children: list[dict[str, object]]) -> dict[str, object]:
    """Return what a measure shows of one compound, in plan and started, with the child rows."""
    project = {"project": "P", "name": "项目", "region": "620102", "plan_year": 2023}
    compound = {
        "compound": "C", "name": "小区", "project": "P", "households": 1, "buildings": 1,
        "floor_area": 1, "planned_on": date(2023, 3, 1), "started_on": date(2023, 4, 6),
    }  # fmt: skip
    empty = Frames.of(as_of=DAY, year=2023, tables={}).tables
    rows = {"projects": [project], "compounds": [compound], **children}
    tables = {name: pl.DataFrame(r, schema=empty[name].schema) for name, r in rows.items()}
    frames = Frames.of(as_of=DAY, year=2023, tables=tables)
    return (
        NATIONAL.measures[code]
        .judge(frames, load_pack("national").on(DAY))
        .collect()
        .row(0, named=True)
    )


def test_shortfalls_left_out_and_not_reported_are_named() -> None:
    contents = [
        {"compound": "C", "item": item, "short": True, "in_scheme": included}
        for item, included in (("供水", True), ("排水", False), ("道路", None), ("停车", False))
    ]
    row = shown("A05.1", contents=contents)
    assert set(row["short_items"].split("、")) == {"供水", "排水", "道路"}
    assert (row["left_out"], row["not_reported"]) == ("排水", "道路")


def test_each_utility_stands_with_the_date_of_its_joint_scheme() -> None:
    facilities = [
        {"compound": "C", "utility": utility, "to_renew": True, "joint_scheme_on": day}
        for utility, day in (("水", date(2023, 3, 20)), ("电", NEVER), ("气", None))
    ]
    row = shown("A04.2", facilities=facilities)
    assert set(row["joint_schemes"].split("、")) == {"水2023-03-20", "电无", "气未填"}


def test_events_are_counted_apart_by_whether_they_are_confirmed() -> None:
    events = [
        {"event": f"S{n}", "region": "620102", "kind": "挪用", "status": status,
         "happened_on": date(2023, 5, 6)}
        for n, status in enumerate(("属实", "属实", "待核", "不实"))
    ]  # fmt: skip
    row = shown("A03.2", events=events)
    assert (row["confirmed_events"], row["pending_events"]) == (2, 1)
    assert row["data_date"] is None


def test_a_plan_shows_the_part_of_its_investment_that_is_known() -> None:
    row = shown("A02.1")
    assert (row["planned_compounds"], row["planned_investment"], row["investment_blanks"]) == (
        1,
        0,
        1,
    )
