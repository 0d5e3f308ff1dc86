"""Hypothesis strategies for small provinces full of trouble.

Every row starts as a good one, and a few cells are then replaced by values that lie on a bound,
are blank, 「无」, zero, or in the wrong year. So most measures hang on one cell, and a failing
province shrinks to the cells that matter.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from metrics.records.sheets.divisions import LEVELS
from metrics.records.sheets.governance import INSTRUMENTS
from metrics.records.sheets.supervision import EVENT_KINDS, ISSUE_SOURCES
from tests import random_ledgers as ledgers
from tests.random_rows import (
    AMOUNTS,
    FLAGS,
    NAMES,
    OWNERS,
    TREE,
    YEAR,
    Row,
    days,
    grid,
    numbered,
    troubled,
)  # fmt: skip

DATA_DATES = (date(2023, 7, 31), date(2023, 12, 31), date(2024, 1, 1), date(2024, 3, 15))


class Province(NamedTuple):
    """A random province: sheets of rows, and the units that have reported."""

    as_of: date
    year: int
    sheets: dict[str, list[Row]]
    reporting: frozenset[str]

    def __repr__(self) -> str:
        """Tell only what is unusual: a whole province would fill pages."""
        told = {name: [*map(_unusual(rows), rows)] for name, rows in self.sheets.items() if rows}
        return f"{self.as_of} {self.year} {sorted(self.reporting)} {told}"


def _unusual(rows: list[Row]) -> Callable[[Row], Row]:
    usual = {name: Counter(row[name] for row in rows).most_common(1)[0][0] for name in rows[0]}
    return lambda row: {name: value for name, value in row.items() if value != usual[name]}


def regions() -> st.SearchStrategy[list[Row]]:
    """Draw 区划: a nation or none above the province, heating told or not."""

    def rows(top: str, heated: list[bool | None]) -> list[Row]:
        codes = [code for code in TREE if code >= "200000" or top == "with nation"]
        return [_region(code, flag) for code, flag in zip(codes, heated, strict=False)]

    heats = st.lists(st.sampled_from(FLAGS), min_size=len(TREE), max_size=len(TREE))
    return st.builds(rows, st.sampled_from(("without", "with nation")), heats)


def _region(code: str, heated: bool | None) -> Row:
    depth = 0 if code == "100000" else 1 if code == "620000" else 2 if code[4:] == "00" else 3
    return {
        "region": code,
        "name": f"地区{code}",
        "level": LEVELS[depth],
        "parent": TREE[code],
        "heated": heated,
        "hardship": None,
    }


def instruments(as_of: date) -> st.SearchStrategy[list[Row]]:
    """Draw the instruments of all governments; some have a second document."""
    good = {"status": "已建立", "issued_on": date(2022, 6, 1), "repealed_on": None}
    cells = {"status": ("未建立",), "issued_on": days(as_of), "repealed_on": days(as_of)}
    keys = [
        (code, name, doc)
        for code in TREE
        for name in INSTRUMENTS
        for doc in ("一号", *(("二号",) if name == "工作机制" else ()))
    ]
    return grid(keys, ("region", "instrument", "doc_no"), good, cells)


def capacities() -> st.SearchStrategy[list[Row]]:
    """Draw what counties can fund and build; the wrong year too."""
    good = {
        "funding_capacity": 200,
        "delivery_capacity": 2,
        "new_hidden_debt": False,
        "quota_pushed_down": False,
    }
    cells = {
        "funding_capacity": AMOUNTS,
        "delivery_capacity": (0, 1, 3, None),
        "new_hidden_debt": FLAGS,
        "quota_pushed_down": FLAGS,
    }
    keys = [(owner, year) for owner in OWNERS for year in (YEAR, YEAR - 1)]
    return grid(keys, ("region", "year"), good, cells)


def communities(as_of: date) -> st.SearchStrategy[list[Row]]:
    """Draw the surveys of communities."""
    good = {
        "name": "社区",
        "region": OWNERS[1],
        "surveyed_on": date(2022, 6, 1),
        "shortfalls": "停车",
        "remedies": "无",
    }
    cells = {
        "region": (*OWNERS, "620100"),
        "surveyed_on": days(as_of),
        "shortfalls": NAMES,
        "remedies": NAMES,
    }
    return grid([(code,) for code in ledgers.COMMUNITIES], ("community",), good, cells)


def events(as_of: date, projects: list[Row]) -> st.SearchStrategy[list[Row]]:
    """Draw events; one without a project carries the code of a county."""
    good = {"region": OWNERS[0], "happened_on": date(2023, 3, 1), "status": "属实", "project": None}
    cells = {
        "region": (*OWNERS, "620100"),
        "project": (*(row["project"] for row in projects), None),
        "kind": EVENT_KINDS,
        "status": ("待核", "不实") * 5,
        "happened_on": [day for day in days(as_of) if day is not None],
    }
    rows = st.sampled_from(EVENT_KINDS).flatmap(
        lambda kind: troubled({**good, "kind": kind}, cells)
    )
    return st.lists(rows, min_size=1, max_size=4).map(numbered("event", "E"))


def issues(as_of: date) -> st.SearchStrategy[list[Row]]:
    """Draw issues of all states, open and closed, in time and late."""
    good = {
        "region": OWNERS[0],
        "source": "审计",
        "problem": "问题",
        "found_on": date(2022, 6, 1),
        "due_on": date(2023, 3, 2),
        "rectified_on": date(2023, 3, 1),
        "closed_on": date(2023, 3, 2),
    }
    told = [day for day in days(as_of) if day is not None]
    cells = {
        "region": ("620000", "620100", *OWNERS),
        "source": ISSUE_SOURCES,
        "found_on": told,
        "due_on": (*told, *[as_of] * 5),
        "rectified_on": days(as_of),
        "closed_on": (*days(as_of), *[None] * 5),
    }
    return st.lists(troubled(good, cells), max_size=6).map(numbered("issue", "W"))


@st.composite
def provinces(draw: st.DrawFn) -> Province:
    """Draw a whole province."""
    as_of = draw(st.sampled_from(DATA_DATES))
    rows = draw(ledgers.projects())
    sheets = {
        "regions": draw(regions()),
        "projects": rows,
        "events": draw(events(as_of, rows)),
        "issues": draw(issues(as_of)),
        "compounds": draw(ledgers.compounds(as_of, rows)),
        "contents": draw(ledgers.contents()),
        "facilities": draw(ledgers.facilities(as_of)),
        "funds": draw(ledgers.funds(rows)),
        "instruments": draw(instruments(as_of)),
        "capacities": draw(capacities()),
        "communities": draw(communities(as_of)),
    }
    silent = draw(st.sets(st.sampled_from(OWNERS), max_size=2))
    return Province(as_of, YEAR, sheets, frozenset(OWNERS) - silent)
