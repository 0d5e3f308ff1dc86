"""Ledger and returns of a view held against each other, and published tables over two dates."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard.data import store
from dashboard.data.results import View
from metrics import figure_records, reconciliation, rules
from metrics.regions import within


def reconciled(view: View) -> pl.DataFrame:
    """Return every figure of the view's place, of all plan years, with its result."""
    return _reconciled(store.known_by(view.as_of), *view)


@st.cache_resource(max_entries=8, show_spinner="正在核对……")
def _reconciled(known: int, place: str, as_of: date, year: int, pack: str) -> pl.DataFrame:
    found = store.frames_known(known, as_of, year)
    compared = reconciliation.reconciled(found, rules.load_pack(pack).on(as_of))
    inside = within(found.regions, place)
    return compared.join(inside, on="region", how="semi", maintain_order="left")


def counted_records(view: View, *, region: str, figure: str) -> pl.DataFrame:
    """Return the records of the ledger behind one figure of the view's year."""
    found = store.frames(view.as_of, view.year)
    return figure_records.figure_records(found, region=region, year=view.year, figure=figure)
