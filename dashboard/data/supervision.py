"""The supervision table and the ledger of a view, cached by scalars; a filter makes a small frame."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import polars as pl
import streamlit as st

from dashboard.data import store
from dashboard.data.results import View, rules_of
from metrics.packs import pack as rules
from metrics.records.frames import Frames
from metrics.records.regions import within
from metrics.supervision import issues
from metrics.supervision import table as sheet
from metrics.supervision.choice import Asked, select

__all__ = [
    "Asked",
    "Offered",
    "drawn",
    "issues_of",
    "offered",
    "projects_asked",
    "supervised",
]


def supervised(view: View) -> sheet.Supervision:
    """Return the supervision table of a view."""
    return _supervised(store.known_by(view.as_of), *view)


@st.cache_resource(max_entries=6, show_spinner="正在编制督导一张表……")
def _supervised(known: int, place: str, as_of: date, year: int, pack: str) -> sheet.Supervision:
    found = store.frames_known(known, as_of, year)
    return sheet.supervision(found, rules.load_pack(pack).on(as_of), place=place)


class Offered(NamedTuple):
    """What the rows of a table can be filtered by: codes and names, newest year first."""

    cities: dict[str, str]
    counties: dict[str, dict[str, str]]
    years: tuple[int, ...]
    modes: tuple[str, ...]


def offered(view: View) -> Offered:
    """Return what the filters of a view offer."""
    return _offered(store.known_by(view.as_of), *view)


@st.cache_resource(max_entries=6, show_spinner=False)
def _offered(known: int, place: str, as_of: date, year: int, pack: str) -> Offered:
    projects = _supervised(known, place, as_of, year, pack).projects
    modes = projects["delivery_mode"].cast(pl.String).drop_nulls()
    return Offered(
        cities=_names(projects, "city", "city_name"),
        counties={
            str(city): _names(rows, "region", "county")
            for (city,), rows in projects.drop_nulls("city").group_by("city")
        },
        years=tuple(sorted(projects["plan_year"].unique(), reverse=True)),
        modes=tuple(sorted(modes.unique())),
    )


def _names(projects: pl.DataFrame, code: str, name: str) -> dict[str, str]:
    listed = projects.select(code, name).drop_nulls(code).unique().sort(code)
    return {region: words or region for region, words in listed.iter_rows()}


def projects_asked(view: View, asked: Asked) -> pl.DataFrame:
    """Return the rows of the table that the filters ask for, in the order asked."""
    return _asked(store.known_by(view.as_of), *view, asked)


@st.cache_resource(max_entries=48, show_spinner=False)
def _asked(known: int, place: str, as_of: date, year: int, pack: str, asked: Asked) -> pl.DataFrame:
    return select(_supervised(known, place, as_of, year, pack).projects, asked)


def drawn(view: View, asked: Asked, page: int, *, draw: Callable[[], bytes]) -> bytes:
    """Return one page of the table as browsers get it; `draw` makes it once for all sessions."""
    return _drawn(store.known_by(view.as_of), *view, asked, page, _draw=draw)


@st.cache_resource(max_entries=64, show_spinner=False)
def _drawn(
    known: int, place: str, as_of: date, year: int, pack: str, asked: Asked, page: int,
    *, _draw: Callable[[], bytes],
) -> bytes:  # fmt: skip
    del known, place, as_of, year, pack, asked, page  # a key
    return _draw()


def issues_of(view: View) -> pl.DataFrame:
    """Return the ledger of issues of the view's place and below, the most severe first."""
    found = _frames(view)
    inside = within(found.regions, view.place)
    ledger = issues.ledger(found, rules_of(view))
    return ledger.join(inside, on="region", how="semi", maintain_order="left")


def _frames(view: View) -> Frames:
    return store.frames(view.as_of, view.year)
