"""The supervision table of a place without a ledger: regions by their published tables."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import data, papers
from dashboard.boards.progress import return_versions
from dashboard.components import address, signal_table, standing_note
from dashboard.components.handed import table_files
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.progress.published import standing
from metrics.progress.published_changes import total_change
from metrics.scope import Scope
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.progress import start_tables
from metrics.views.progress.progress_tables import start_level
from metrics.views.supervision.asked_words import filter_words

CAPS = {"cap": start_tables.CAPS[True], "exact": start_tables.CAPS[False]}
KEEPS = {"all": "全部地区", "below": "只看低于合计", "unknown": "只看开工率未知"}


def show(scope: Scope) -> None:
    """Draw the choices, the table and, for the region picked, every version of its return."""
    st.title(
        f"{escaped(data.name_of(scope.place))}{scope.year}年度各地开工督导表"
        f"（截至{numbers.long_day(scope.as_of)}）"
    )
    standing_note.of_starts(scope, page="supervision")
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        before = since(scope)
        cap = capped(scope)
        keep = address.choose("keep", "地区", tuple(KEEPS), default="all", text=KEEPS.__getitem__)
        table = _table(scope, before, keep=keep, cap=cap)
        asked = {
            "比较日期": numbers.day(before) if before else start_tables.NO_EARLIER,
            "开工率": start_tables.CAPS[cap], "地区": "" if keep == "all" else KEEPS[keep],
        }  # fmt: skip
        table_files.show(
            table.title, scope,
            Export("开工督导表", filter_words(asked), len(table.lines), records=False),
            lambda kind: papers.start_file(scope, table, asked, kind),
        )  # fmt: skip
    _draw(scope, table)


def since(scope: Scope) -> date | None:
    """Offer the earlier data dates that have returns of the same plan year; null: there are none."""
    earlier = data.dates_compared(scope)
    if not earlier:
        return None
    return address.choose(
        "since", "比较日期", earlier, default=earlier[0], text=lambda d: f"与{numbers.day(d)}比较"
    )


def capped(scope: Scope) -> bool:
    """Offer to print 全部开工 from 100 % on, as the rules ask unless the visitor does otherwise."""
    usual = "cap" if data.caps_full_starts(scope) else "exact"
    chosen = address.choose("cap", "开工率写法", tuple(CAPS), default=usual, text=CAPS.__getitem__)
    return chosen == "cap"


def _table(scope: Scope, before: date | None, *, keep: str, cap: bool) -> DisplayTable:
    now, then, starts = data.starts_compared(scope, before)
    level = start_level(now)
    if keep == "below":
        below = [standing(row, level) is False for row in starts.iter_rows(named=True)]
        starts = starts.filter(pl.Series(below, dtype=pl.Boolean))
    elif keep == "unknown":
        starts = starts.filter(pl.col("rank").is_null())
    return start_tables.supervision(starts, now, change=total_change(now, then), cap=cap)


def _draw(scope: Scope, table: DisplayTable) -> None:
    if len(table.lines) == 1:
        st.info("没有符合条件的地区。")
        return
    chosen = address.get("unit")
    regions = [line.key for line in table.lines]
    picked = signal_table.show(
        table, key="start_sheet", select="row", link="name", chosen=chosen,
        height=300 if chosen in regions else 520, frozen=start_tables.FROZEN, dense=True,
    )  # fmt: skip
    if picked:
        address.go(unit=picked.key)
    alone = "" if data.dates_compared(scope) else f"没有更早的{scope.year}年度报表，不作比较。"
    st.caption(f"{table.note}{alone}点任一行查看该地区报表的历次报送。")
    if chosen in regions:
        return_versions.show(scope, str(chosen), scope.year, key="unit_versions", headed=True)
