"""Ledger and returns held against each other: filters, the table, one item below it, and how many there are."""

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.boards.progress import reconciled_item
from dashboard.components import address, pages, signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.progress import reconciliation as core
from metrics.records.regions import within
from metrics.scope import Scope
from metrics.views.parts import numbers, wording
from metrics.views.parts.table import DisplayTable
from metrics.views.progress import reconciliation_tables

ALL = ""
SHOWN = {"item": "逐项", "city": "按市州汇总"}
STATES = {
    "query": ("只看需核实", (core.QUERY,)),
    "one": ("只看一方未填报", (core.NO_RETURN, core.NO_LEDGER)),
    "all": ("全部核对结果", core.RESULTS),
}


def show(scope: Scope) -> None:
    """Draw the page, or say why there is nothing to compare."""
    st.title(
        f"{wording.RECONCILIATION}（截至{numbers.long_day(scope.as_of)}，{scope.year}年度计划）"
    )
    every = data.reconciled(scope)
    items = every.filter(year=scope.year)
    if _nothing(scope, items):
        return
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        by = _listed_by(scope)
        results, inside = _filtered(scope, items)
        table, shown = _table(scope, inside, results, by=by)
        _downloads(scope, table, items)
    if not table.lines:
        st.info("没有符合条件的核对项：所选范围内台账与报表没有这类差别。")
    elif by == "city":
        _cities(scope, table)
    else:
        _items(scope, table, shown)
    _figures(items)
    words = reconciliation_tables.tolerance_words(
        data.rules_of(scope).rule("reconciliation_tolerance")
    )
    st.caption(escaped(f"{words}{_other_years(every, scope.year)}"))


def _nothing(scope: Scope, items: pl.DataFrame) -> bool:
    """Say what is missing where one side has nothing of the year at all."""
    sides = {"ledger": "项目台账", "returns": "进展报表"}
    silent = [words for side, words in sides.items() if not items[side].count()]
    if silent:
        place = escaped(data.name_of(scope.place))
        st.info(
            f"{place}没有{scope.year}年度的{'和'.join(silent)}，不能核对。"
            "台账与报表都报送后，本页逐项比较；也可在上方改选计划年度或范围。"
        )
        pages.link("submissions", label="去报送数据", icon=":material/upload_file:")
    return bool(silent)


def _figures(items: pl.DataFrame) -> None:
    results = items["result"].to_list()
    one_side = sum(map(results.count, (core.NO_RETURN, core.NO_LEDGER)))
    figures = {
        "核对项数": (len(results) - one_side, "台账与报表都有数的项数，一个单位的一个指标为一项。"),
        "一致": (results.count(core.EQUAL), ""),
        "不一致但在容差内": (results.count(core.WITHIN), ""),
        "超出容差，需核实": (results.count(core.QUERY), ""),
        "一方未填报": (one_side, "只有台账或只有报表有数，不能核对，不计入核对项数。"),
    }
    with st.container(horizontal=True, key="figures"):
        for label, (number, about) in figures.items():
            st.metric(label, f"{numbers.count(number)}项", help=about or None, border=True)


def _other_years(every: pl.DataFrame, year: int) -> str:
    counted = every.filter(pl.col("year") != year, result=core.QUERY)
    asked = counted.group_by("year").len("queries").sort("year", descending=True)
    listed = "、".join(f"{each}年度{queries}项" for each, queries in asked.iter_rows())
    return f"其他计划年度需核实：{listed}，可在上方改选年度。" if listed else ""


def _filtered(scope: Scope, items: pl.DataFrame) -> tuple[tuple[str, ...], pl.DataFrame]:
    """Return the results asked for, and what was compared in the region and figure asked for."""
    found = items["result"].to_list()
    state = address.choose(
        "result", "核对结果", tuple(STATES), default="query",
        text=lambda s: f"{STATES[s][0]}（{sum(map(found.count, STATES[s][1]))}项）",
    )  # fmt: skip
    region = _region(scope)
    labels = reconciliation_tables.FIGURE_LABELS
    figure = address.choose(
        "figure", "指标", (ALL, *core.COMPARED), default=ALL,
        text=lambda name: labels[name] if name else "全部指标",
    )  # fmt: skip
    inside = items.filter(figure=figure) if figure else items
    if region:
        below = data.regions_below(scope, region)
        inside = inside.filter(pl.col("region").is_in(list(below)))
    return STATES[state][1], inside


def _table(
    scope: Scope, inside: pl.DataFrame, results: tuple[str, ...], *, by: str
) -> tuple[DisplayTable, pl.DataFrame]:
    """Return the table and the items it lists; a city's sums hold all its units."""
    names, regions = data.unit_names(), data.regions(scope)
    if by == "city":
        summed = core.by_city(inside, regions, place=scope.place)
        shown = summed.filter(pl.any_horizontal(pl.col(result) > 0 for result in results))
        return reconciliation_tables.by_city(shown, names, place=scope.place), shown
    shown = inside.filter(pl.col("result").is_in(list(results)))
    return reconciliation_tables.details(shown, names, regions), shown


def _listed_by(scope: Scope) -> str:
    """Offer to sum up by city where there are several; a city or county is listed item by item."""
    if data.own_level(scope) is not None:
        return "item"
    return address.choose(
        "by", "列法", tuple(SHOWN), default="item", text=SHOWN.__getitem__, segmented=True
    )


def _region(scope: Scope) -> str:
    if data.alone(scope):
        return ALL
    inside = within(data.regions(scope), scope.place)
    if data.own_level(scope) == "city":
        return _county(inside, scope.place)
    cities = dict(inside.filter(level="市").select("region", "name").iter_rows())
    city = address.choose(
        "city", "市州", (ALL, *cities), default=ALL, text=lambda c: cities.get(c, "全部市州")
    )
    return (_county(inside, city) or city) if city else ALL


def _county(inside: pl.DataFrame, city: str) -> str:
    counties = dict(inside.filter(parent=city).select("region", "name").iter_rows())
    county: str = address.choose(
        "county", "县区", (ALL, *counties), default=ALL, text=lambda c: counties.get(c, "全部县区")
    )
    return county


def _downloads(scope: Scope, table: DisplayTable, items: pl.DataFrame) -> None:
    name = f"{table.title}_{numbers.day(scope.as_of)}_{scope.year}年度"
    download.show(
        lambda: table,
        name=name,
        key="reconciliation_file",
        export=Export("台账报表核对", rows=len(table.lines), records=False),
    )
    if core.QUERY in items["result"]:
        download.show(
            lambda: reconciliation_tables.questions(items, data.unit_names()),
            name=f"{name}_请核实的事项", key="questions_file",
            export=Export("核实事项", records=False), label="下载全部核实事项（Excel）",
        )  # fmt: skip


def _cities(scope: Scope, table: DisplayTable) -> None:
    picked = signal_table.show(
        table, key="reconciled_cities", select="row", hidden=("region",),
        link="name", pinned="name", height=460,
    )  # fmt: skip
    if picked:
        region, figure = picked.key.split(":")
        city = None if region == scope.place else region
        address.go(by="item", city=city, county=None, figure=figure)
    st.caption(f"{table.note}点任一行逐项查看。")


def _items(scope: Scope, table: DisplayTable, shown: pl.DataFrame) -> None:
    keys = [line.key for line in table.lines]
    chosen = address.get("pick")
    remarked = any(cell.value for cell in table.at("remark"))
    picked = signal_table.show(
        table, key="reconciled", select="row", link="name", pinned="name",
        hidden=("region", "year", *(() if remarked else ("remark",))), chosen=chosen,
        height=300 if chosen in keys else 460,
    )  # fmt: skip
    if picked:
        address.go(pick=picked.key)
    st.caption(f"{table.note}点任一行查看台账记录、报表的历次报送和请核实的事项。")
    if chosen in keys:
        reconciled_item.show(scope, shown.row(keys.index(chosen), named=True))
