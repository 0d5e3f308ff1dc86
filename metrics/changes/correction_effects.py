"""What corrections did to the scores of their regions, where that can be told of a single one.

The corrections of a region together moved its score by the parts `late` and `corrections` of its
measures. A single one is told what it moved in a measure if it is the only one of its step that
measures read and that reaches the region, or if all records of the measure that turned at that step
hang on it and on no other correction (a region as a whole may hang on all of them). Where they hang on
others too, the measure is told of all of them together; where nothing says whose the move is, nothing
is told. A value that no measure reads moved nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from metrics.changes.corrections import GAP
from metrics.changes.score_moves import ScoreMove
from metrics.records.frames import Frames
from metrics.standards.catalogue import NATIONAL

Told = tuple[tuple[str, int], ...]
STEPS = {True: "late", False: "corrections"}
"""The step at which a correction counts, by whether it came in as late data."""
UNREAD = {
    "name", "address", "street", "note", "problem", "proof", "owner", "project_owner",
    "supervision_owner", "physical_progress",
}  # fmt: skip
"""Fields that no measure judges by."""
UNREAD_SHEETS = {"returns", "tasks"}
ANY = "*"
"""What an event's correction may touch: any record of a measure that a confirmed event fails."""
Group = tuple[str, str]
"""A region and a step."""
Homes = Mapping[str, frozenset[str]]
"""The projects of each compound."""


class Effect(NamedTuple):
    """What one correction did: measures and hundredths of a point, by itself and with others together.

    `known` is false where what it did cannot be told apart, or the region's score cannot be compared.
    """

    alone: Told = ()
    together: Told = ()
    known: bool = False


Row = Mapping[str, Any]
Hanging = Mapping[str, Mapping[str, set[int]]]
"""Of each measure the records that turned, and the numbers of the corrections that each hangs on."""


def homes_of(*dates: Frames) -> Homes:
    """Return the projects in which each compound stands on any of the dates."""
    tables = [frames.tables["compounds"].select("compound", "project") for frames in dates]
    found = pl.concat(tables).drop_nulls().group_by("compound").agg("project")
    return {compound: frozenset(projects) for compound, projects in found.iter_rows()}


def correction_effects(
    corrections: pl.DataFrame,
    turned: pl.DataFrame,
    moved: Callable[[str], ScoreMove],
    homes: Homes,
) -> list[Effect]:
    """Tell the effect of each row of `Changes.corrections`, in their order.

    `turned` as `records_turned` tells them, `moved` the score move of a region, `homes` as `homes_of`
    tells them: what is corrected of a project reaches its compounds.
    """
    rows = corrections.to_dicts()
    groups = _groups(rows)
    hanging = _hanging(turned, groups, homes)
    readers = {group: set().union(*touched.values()) for group, touched in groups.items()}
    return [_effect(number, row, readers, hanging, moved) for number, row in enumerate(rows)]


def _groups(rows: list[dict[str, Any]]) -> dict[Group, dict[str, set[int]]]:
    """Return of each region and step which corrections touch what, by their numbers."""
    groups: dict[Group, dict[str, set[int]]] = {}
    for number, row in enumerate(rows):
        for group in _reached(row):
            for name in _touched(row):
                groups.setdefault(group, {}).setdefault(name, set()).add(number)
    return groups


def _hanging(
    turned: pl.DataFrame, groups: Mapping[Group, Mapping[str, set[int]]], homes: Homes
) -> dict[Group, dict[str, dict[str, set[int]]]]:
    hanging: dict[Group, dict[str, dict[str, set[int]]]] = {}
    found = turned.select("region", "cause", "measure", "record").iter_rows()
    for region, cause, measure, record in found:
        if touched := groups.get((region, cause)):
            names = _names(record, homes) | ({ANY} if NATIONAL.measures[measure].events else set())
            on = {number for name in names for number in touched.get(name, ())}
            hanging.setdefault((region, cause), {}).setdefault(measure, {})[record] = on
    return hanging


def _effect(
    number: int,
    row: Row,
    readers: Mapping[Group, set[int]],
    hanging: Mapping[Group, Hanging],
    moved: Callable[[str], ScoreMove],
) -> Effect:
    if row["region"] is None or (move := moved(row["region"])).move is None:
        return Effect()
    cause = STEPS[row["late"]]
    parts = {each.measure: each.parts[cause] for each in move.measures if each.parts[cause]}
    group = (row["region"], cause)
    if not parts or _unread(row):
        return Effect(known=True)
    if readers[group] == {number}:
        return Effect(alone=tuple(parts.items()), known=True)
    alone: list[tuple[str, int]] = []
    together: list[tuple[str, int]] = []
    for measure, part in parts.items():
        records = hanging.get(group, {}).get(measure, {})
        on = records.values()
        if any(number in each for each in on):
            own = row["region"] not in records and all(each == {number} for each in on)
            (alone if own else together).append((measure, part))
    return Effect(tuple(alone), tuple(together), known=bool(alone or together))


def _unread(row: Row) -> bool:
    return row["field"] in UNREAD or row["sheet"] in UNREAD_SHEETS


def _reached(row: Row) -> Iterator[Group]:
    """Return where a correction can move a score: at its region, and at the one it moved a record to."""
    if _unread(row) or row["region"] is None:
        return
    yield row["region"], STEPS[row["late"]]
    if row["field"] == "region" and row["new"]:  # a record that moved there
        yield row["new"], STEPS[row["late"]]


def _touched(row: Row) -> set[str]:
    """Return what a judged record may be called that hangs on the corrected one."""
    key = [part for part in row["key"] if part]
    return {*key, row["record"], GAP.join(key), *([ANY] if row["sheet"] == "events" else ())}


def _names(record: str, homes: Homes) -> set[str]:
    """Return what a judged record may hang on: itself, what its key names, the projects of a compound."""
    parts = record.split(GAP)
    return {record, parts[0], *(home for part in parts for home in homes.get(part, ()))}
