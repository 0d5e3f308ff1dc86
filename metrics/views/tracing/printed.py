"""What `python -m metrics trace` prints: the figure to be read, or as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.days.beijing import moment
from metrics.sealing.trace import code
from metrics.sealing.tracing.traces import Trace
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.parts.text_table import text_table
from metrics.views.rating.ranking import names_of
from metrics.views.tracing import trace_tables, trace_words

MOST = 20
"""So many records of one kind are listed; JSON has all of them."""


def to_read(trace: Trace) -> str:
    """Print everything about a figure, what it is first."""
    names = names_of(trace.evaluation)
    blocks = [
        _head(trace, names), *_tables(trace, names),
        _block(trace_tables.excluded_table(trace)), _block(trace_tables.rules_table(trace)),
        _block(trace_tables.origins_table(trace.origins, names)),
    ]  # fmt: skip
    return "\n\n".join(filter(None, blocks))


def _head(trace: Trace, names: Mapping[str, str]) -> str:
    asked, rules = trace.traced, trace.evaluation.rules
    place, ruled = names[trace.found.held.scope.place], numbers.day(rules.day)
    what = trace_words.name_of(asked.figure, trace.evaluation.standard)
    told = {
        "溯源码": code(asked), "数字": f"{names[asked.region]}（{asked.region}）　{what}",
        "数值": trace_words.value_of(trace),
        "数据": f"截至{numbers.day(asked.as_of)}，{asked.year}年度",
        "范围与参数": f"{place}，{rules.title}（{ruled}有效）",
        "出处": trace_words.found_in(trace.found), **trace_words.notes(trace),
    }  # fmt: skip
    return "\n".join(f"{heading}：{words}" for heading, words in told.items())


def _tables(trace: Trace, names: Mapping[str, str]) -> Iterator[str]:
    if trace.measure is None and trace.parts.height:
        yield _block(trace_tables.parts_table(trace))
    for title, rows in trace_tables.shown(trace).items():
        if rows.height:
            table = trace_tables.records_table(trace, names, rows.head(MOST))
            more = f"，列出前{MOST}条" if rows.height > MOST else ""
            yield _block(table._replace(title=f"{title}（{rows.height}条{more}）"))


def _block(table: DisplayTable) -> str:
    return listed(table) if table.lines else ""


def listed(table: DisplayTable) -> str:
    """Print a table under its title."""
    heads = [column.label for column in table.columns]
    rows = [[cell.text for cell in line.cells] for line in table.lines]
    return f"{table.title}\n{text_table(heads, rows)}"


def as_json(trace: Trace) -> str:
    """Print everything about a figure as JSON: fractions as texts, amounts in 分, missing as null."""
    asked, held = trace.traced, trace.found.held
    told = {
        "code": code(asked), "figure": asked.figure, "region": asked.region,
        "name": trace_words.name_of(asked.figure, trace.evaluation.standard),
        "value": trace_words.value_of(trace), "as_of": asked.as_of, "year": asked.year,
        "same": trace.found.same, "round": held.round or None,
        "scope": {"place": held.scope.place, "rules": held.scope.rules, "rules_on": held.scope.rules_day},
        "notes": trace_words.notes(trace), "values": dict(trace.values),
        "measures": trace.parts.drop("weight_float").to_dicts(),
        "records": trace.records.to_dicts(), "excluded": trace.excluded.to_dicts(),
        "rules": [
            {"key": rule.key, "label": rule.label, "value": rule.raw, "document": rule.document,
             "clause": rule.clause, "since": rule.since}
            for rule in trace.rules
        ],
        "sources": trace.origins.with_columns(
            accepted=pl.col("accepted_at").map_elements(moment, return_dtype=pl.String)
        ).to_dicts(),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> str:
    return str(value) if isinstance(value, Fraction) else value.isoformat()


PRINTED: Mapping[str, Callable[[Trace], str]] = {"table": to_read, "json": as_json}
