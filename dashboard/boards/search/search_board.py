"""搜索: what fits what was typed, grouped by kind, best first; each row opens its page."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from dashboard import data, office
from dashboard.components import address, choices, pages, signal_table
from dashboard.components.plain_text import escaped
from dashboard.components.ways import star
from metrics.access.permissions import Action
from metrics.dispatch.standing import order_number, promise_number
from metrics.errors import UserError
from metrics.scope import Scope
from metrics.sealing import trace
from metrics.sealing.paper_code import is_paper_code
from metrics.sealing.trace import CodeUnsound
from metrics.search.index import COMPOUND, ISSUE, KINDS, PERSON, PLACE, PROJECT
from metrics.search.initials import is_enough, letters_of, pattern, plain
from metrics.views.parts import wording
from metrics.views.parts.table import DisplayTable
from metrics.views.supervision.found_tables import Hit, group_table, hit_table
from metrics.views.tracing import trace_words
from metrics.views.tracing.trace_words import PAPER_CODE, TRACE_CODE

MOST = 8
"""So many of each kind are listed; of a kind that is chosen so many:"""
MORE = 100
LONGEST = 40
PAGES = "页面"
PAPER = "查看这份公文的期号、印制时间和摘要"
EVERY = ""
LISTED = (
    TRACE_CODE, PROJECT, COMPOUND, PLACE, ISSUE, wording.ORDERS, wording.PROMISES, wording.TASKS, PERSON, PAGES,
)  # fmt: skip
"""The kinds in the order of what is sought most."""
HOW = (
    "可搜项目、小区、单位、问题、督办单、会议承诺、重点任务、责任单位和责任人、页面、溯源码、核验码。"
    "输入名称、编码或拼音首字母，如“和平小区”“hpxq”；几个词用空格分开。"
)


def show(scope: Scope) -> None:
    """Draw the field, the kinds to choose from, and what was found."""
    st.title(wording.SEARCH)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        typed = address.sought(
            "q", "搜索", placeholder="名称、编码或拼音首字母", longest=LONGEST, of=" of everything"
        )
        address.forget("kind")
        kind = address.choose(
            "kind", "类别", (EVERY, *LISTED), default=EVERY, text=lambda k: k or "全部类别"
        )
    words = plain(typed)
    if not words:
        st.info(HOW)
        star.listed(scope, most=MOST)
    elif not all(map(is_enough, words.split())):
        st.info("请至少输入一个汉字，或两个字母、数字。")
    else:
        _found(scope, words, kind)


def _found(scope: Scope, words: str, kind: str) -> None:
    of_code = kind in (EVERY, TRACE_CODE)
    mistyped = of_code and trace.looks_printed(words) and _mistyped(words)
    if mistyped:
        st.error(escaped(mistyped))
    tables = [(each, table) for each, table in _tables(scope, words, kind) if table.lines]
    for each, table in tables:
        _table(scope, each, table)
    if not tables and not mistyped:
        own = "" if data.reach().divisions is None else f"{data.KEPT}，其他地区的记录不在其中。"
        st.info(f"没有找到“{address.shown(words)}”。请换用名称、编码或拼音首字母。{own}")


def _tables(scope: Scope, words: str, kind: str) -> list[tuple[str, DisplayTable]]:
    """Return the tables of all kinds, or of one, in the order of what is sought most."""
    most, wanted = (MORE, (kind,)) if kind else (MOST, KINDS)
    made = {TRACE_CODE: _code(words)} if kind in (EVERY, TRACE_CODE) else {}
    made |= {
        group.kind: group_table(group)
        for group in data.found(scope, words, most=most, kinds=wanted)
    }
    if data.may(Action.READ_RECORDS):
        lists = {
            wording.ORDERS: _orders, wording.PROMISES: _promises, wording.TASKS: _tasks,
        }  # fmt: skip
        asked = {each: listed for each, listed in lists.items() if kind in (EVERY, each)}
        made |= {each: listed(scope, words, most) for each, listed in asked.items()}
    if kind in (EVERY, PAGES):
        made[PAGES] = _pages(words)
    return [(each, made[each]) for each in LISTED if each in made]


def _code(words: str) -> DisplayTable:
    """Return the way to the figure of a trace code (溯源码), with whose it is and its value.

    A 核验码 is written like one, and leads to the paper that bears it.
    """
    code = trace.grouped(trace.typed(words))
    paper = is_paper_code(words)
    hits = [Hit(code, code, "", PAPER if paper else _figure(code))] if trace.is_code(words) else []
    return hit_table(PAPER_CODE if paper else TRACE_CODE, hits, total=len(hits))


def _figure(code: str) -> str:
    """Say whose figure a code is of, which, and its value; else why it cannot be told here."""
    try:
        return trace_words.told(data.trace(code))
    except UserError as wrong:
        return str(wrong)


def _mistyped(words: str) -> str:
    """Say what is wrong with a text that has the form of a code and is none; empty of any other text."""
    try:
        trace.read(trace.grouped(trace.typed(words)))
    except CodeUnsound as wrong:
        return str(wrong)
    return ""


def _orders(scope: Scope, words: str, most: int) -> DisplayTable:
    listed = office.standing_orders(
        as_of=data.orders_told(scope), rules=data.rules_of(scope), place=scope.place
    )
    rows = listed.with_columns(
        said=pl.concat_str("unit", "reason", pl.col("reference").fill_null(""), separator="　")
    ).to_dicts()
    for row in rows:
        row["number_words"] = order_number(row["year"], row["number"], place=row["place"])
    texts = {str(row["id"]): f"{row['number_words']}　{row['said']}" for row in rows}
    by_id = {str(row["id"]): row for row in rows}
    hits = [
        Hit(key, by_id[key]["number_words"], "", f"{by_id[key]['unit']}　{by_id[key]['reason']}")
        for key in _fitting(texts, words)
    ]
    return hit_table(wording.ORDERS, hits[:most], total=len(hits))


def _promises(scope: Scope, words: str, most: int) -> DisplayTable:
    """Return the promises as 整改台账 lists them, which they open: as they stand today."""
    rows = office.standing_promises(
        as_of=office.today(), rules=data.rules_of(scope), place=scope.place
    ).to_dicts()
    names = data.unit_names()
    hits = {
        str(row["id"]): Hit(
            str(row["id"]), row["what"], promise_number(row["id"]),
            f"{names.get(row['region'], row['region'])}　{row['who']}　{row['state']}",
        )
        for row in rows
    }  # fmt: skip
    return _listed(wording.PROMISES, hits, words, most)


def _tasks(scope: Scope, words: str, most: int) -> DisplayTable:
    names = data.unit_names()
    hits = {
        f"{row['unit']} {row['task']}": Hit(
            f"{row['unit']} {row['task']}", row["content"] or row["work"] or "", row["task"],
            f"{names.get(row['unit'], row['unit'])}任务表　{'、'.join(row['unit_list'])}",
        )
        for row in data.key_tasks(scope).to_dicts()
    }  # fmt: skip
    return _listed(wording.TASKS, hits, words, most)


def _listed(kind: str, hits: Mapping[str, Hit], words: str, most: int) -> DisplayTable:
    """List the hits in whose name, code or detail every word is found."""
    texts = {key: f"{hit.code}　{hit.name}　{hit.detail}" for key, hit in hits.items()}
    fitting = _fitting(texts, words)
    return hit_table(kind, [hits[key] for key in fitting[:most]], total=len(fitting))


def _pages(words: str) -> DisplayTable:
    listed = [entry for entries in pages.offered(data.may).values() for entry in entries]
    titles = {entry.name: entry.title for entry in listed if entry.listed}
    hits = [Hit(name, titles[name], "", "") for name in _fitting(titles, words)]
    return hit_table(PAGES, hits, total=len(hits))


def _fitting(texts: Mapping[str, str], words: str) -> list[str]:
    """Return the keys of the texts in which every word is found."""
    held = {key: plain(text) for key, text in texts.items()}
    letters = letters_of({c for text in held.values() for c in text})
    named = pl.DataFrame(
        {"key": list(held), "text": list(held.values())},
        schema={"key": pl.String, "text": pl.String},
    )
    fits = [pl.col("text").str.contains(pattern(word, letters)) for word in words.split()]
    return named.filter(fits)["key"].to_list()


def _table(scope: Scope, kind: str, table: DisplayTable) -> None:
    st.header(escaped(table.title))
    picked = signal_table.show(
        table, key=f"found:{kind}", select="row", link="name", pinned="name", height=330, dense=True
    )
    if picked:
        _open(scope, kind, picked.key)


def _open(scope: Scope, kind: str, key: str) -> None:
    """Go to the page of what was found."""
    steps = {
        PROJECT: ("project", {"project": key}), COMPOUND: ("project", {"project": key}),
        ISSUE: ("ledger", {"state": "all", "issue": key}),
        wording.ORDERS: ("orders", {"state": "all", "order": key}),
        wording.PROMISES: ("ledger", {"promises": "all", "promise": key}),
        wording.TASKS: ("tasks", {"list": key.split()[0], "task": key}),
        TRACE_CODE: ("trace", {"code": key}),
        PERSON: ("supervision", {"q": key[:LONGEST]}), PLACE: _of_place(scope, key),
    }  # fmt: skip
    page, asked = steps.get(kind, (key, {}))
    st.switch_page(pages.file(page), query_params={**choices.carried(scope), **asked})


def _of_place(scope: Scope, key: str) -> tuple[str, dict[str, str]]:
    """Return the page of a division: its own of a city or county, the first one of a province."""
    if key in data.ranked_inside(scope):
        return "place", {"region": key}
    if key.endswith("0000"):
        return "overview", {"place": key}
    return "place", {"place": key, "region": key}
