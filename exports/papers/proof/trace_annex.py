"""The annex 数据溯源表 of a briefing: every figure of its tables with the trace code (溯源码) by which it is found.

A row for each region, its value before the code; the place as a whole and ranks of the date before are
listed below. What moved is the difference of two figures that have codes; days, and lists of projects, are no figures.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import polars as pl

from exports.papers.document import Annex, Column, Table
from exports.papers.words import say
from metrics.changes.why_moved import Moved
from metrics.progress.figures import FIGURES, MONEY, RATES, pair
from metrics.progress.rates import rate_hundredths, returns
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.sealing.figures import AMONG_OTHERS, RETURNED
from metrics.sealing.seal import scope_of
from metrics.sealing.trace import Traced, basis_of, code
from metrics.views.parts import numbers
from metrics.views.parts.charts import share
from metrics.views.parts.table import Cell, Line
from metrics.views.rating import ranking as shared
from metrics.views.tracing.trace_words import name_of

RATED = ("score", "rank", "grade", "interval", "vetoes", "planned")
START = "start_rate"
SIDE = 3
"""So many figures of the whole stand side by side."""
NAME, WIDTHS = 14, (29, 27, 27, 30, 29, 27, 42)
"""Millimetres of the names of regions, and of their figures."""


class Coded(NamedTuple):
    """A figure of the annex: its code, and its value as it is printed."""

    code: str
    value: str


class Coder(NamedTuple):
    """What writes the codes of the figures of one evaluation."""

    evaluation: Evaluation
    basis: int

    @classmethod
    def of(cls, evaluation: Evaluation) -> "Coder":
        """Take the basis of an evaluation once."""
        return cls(evaluation, basis_of(scope_of(evaluation), evaluation))

    def code(self, figure: str, region: str) -> str:
        """Return the code of a figure of a region; empty where none can be, as of a rank by itself."""
        own = self.evaluation
        if region == own.place and figure in AMONG_OTHERS:
            return ""
        return code(Traced(figure, region, own.as_of, own.year, self.basis))


def trace_annex(
    evaluation: Evaluation, before: Evaluation | None, now: pl.DataFrame, levels: Iterable[str],
    moved: Iterable[Moved],
) -> Annex:  # fmt: skip
    """Make the annex; `now` is the ledger's progress, `moved` are the regions whose earlier rank is told."""
    coder = Coder.of(evaluation)
    started = _started(now, evaluation)
    rows = tuple(
        _region(coder, line, started)
        for level in levels
        for group in ("main", "small")
        for line in shared.ranking(evaluation, level, group=group).lines
    )
    columns = [Column(label="地区", width=NAME, align="left")]
    for figure, width in zip((*RATED, START), WIDTHS, strict=True):
        heading = f"{name_of(figure, evaluation.standard)}和溯源码"
        columns.append(Column(label=heading, width=width, align="left"))
    entries = [*_whole(coder, now), *_earlier(before, evaluation, moved)]
    whole = _listed(entries)
    tables = (*((Table(say("trace", "regions"), tuple(columns), rows),) if rows else ()), whole)
    lead = say("trace", "lead", day=numbers.long_day(evaluation.as_of))
    return Annex(say("trace", "title"), lead, tables[0], True, tables[1:], small=True)


def returns_annex(evaluation: Evaluation, regions: Iterable[str]) -> Annex:
    """Make the annex of a paper of returns (进展报表): each figure told of some divisions, with its code.

    A published rate (公布开工率) is quoted as it was told, and has no code.
    """
    coder, names = Coder.of(evaluation), shared.names_of(evaluation)
    told = returns(evaluation.frames).filter(year=evaluation.year)
    rows = told.rows_by_key("region", named=True, unique=True)
    entries = [
        (f"{names[region]}　{name_of(name.removeprefix(RETURNED), evaluation.standard)}", words,
         coder.code(name, region))
        for region in regions
        for name, words in _returned(rows.get(region))
    ]  # fmt: skip
    table = replace(_listed(entries), caption="", note=say("trace", "returns_note"))
    lead = say("trace", "lead", day=numbers.long_day(evaluation.as_of))
    return Annex(say("trace", "title"), lead, table, True, small=True)


def _returned(row: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Yield the kind and the words of each figure that a row of returns tells."""
    if row is None:
        return
    told = {**{name: _sum(name, row) for name in FIGURES}, **{n: _rate(n, row) for n in RATES}}
    for name, words in told.items():
        if words != numbers.MISSING:
            yield f"{RETURNED}{name}", words


def _region(coder: Coder, line: Line, started: Mapping[str, str]) -> tuple[Cell, ...]:
    columns = [column.name for column in shared.ranking_columns(coder.evaluation)]
    cells = dict(zip(columns, line.cells, strict=True))
    told = {name: cells[name].text for name in RATED}
    told["vetoes"] = str(cells["vetoes"].value) or "无"
    told[START] = started.get(line.key, numbers.MISSING)
    coded = (_coded(words, coder.code(name, line.key)) for name, words in told.items())
    return (Cell(line.key, cells["name"].text), *coded)


def _coded(words: str, code: str) -> Cell:
    """Write a value before its code; what is not known has none."""
    return (
        Cell(None, words)
        if words == numbers.MISSING
        else Cell(Coded(code, words), f"{words}　{code}")
    )


def figures_in(annex: Annex) -> Iterator[Coded]:
    """Yield the code and the value of every figure that the annex lists, in its order."""
    for table in (annex.table, *annex.more):
        for row in table.rows:
            yield from (cell.value for cell in row if isinstance(cell.value, Coded))


def _started(now: pl.DataFrame, evaluation: Evaluation) -> dict[str, str]:
    rows = now.filter(year=evaluation.year).with_columns(value=rate_hundredths(START))
    told = rows.select("region", "value", *pair(START)).iter_rows()
    return {
        region: f"{share(value)}（{part}/{whole}）"
        for region, value, part, whole in told
        if value is not None
    }


Entry = tuple[str, str, str]


def _whole(coder: Coder, now: pl.DataFrame) -> Iterator[Entry]:
    """Yield name, value and code of each figure that the text tells of the place as a whole."""
    own = coder.evaluation
    scores = told_scores(own).filter(region=own.place).row(0, named=True)
    rated = {"score": scores["score"] and numbers.score(scores["score"]), "grade": scores["grade"]}
    listed = now.filter(region=own.place, year=own.year)
    row = listed.row(0, named=True) if listed.height else dict.fromkeys(now.columns)
    told = {
        **rated,
        **{name: _sum(name, row) for name in FIGURES},
        **{n: _rate(n, row) for n in RATES},
    }
    for name, words in told.items():
        if words not in (None, numbers.MISSING):
            yield name_of(name, own.standard), words, coder.code(name, own.place)


def _sum(name: str, row: Mapping[str, Any]) -> str:
    if name in MONEY:
        written = numbers.wan(row[name])
        return written if row[name] is None else f"{written}万元"
    return numbers.count(row[name])


def _rate(name: str, row: Mapping[str, Any]) -> str:
    parts = [row[each] for each in pair(name)]
    write = numbers.wan if RATES[name][0] in MONEY else numbers.count
    told = numbers.percent(*parts, decimals=2)
    return told if told == numbers.MISSING else f"{told}（{'/'.join(map(write, parts))}）"


def _earlier(
    before: Evaluation | None, evaluation: Evaluation, moved: Iterable[Moved]
) -> Iterator[Entry]:
    """Yield the ranks of the date before that the paper tells."""
    if before is None:
        return
    coder, names = Coder.of(before), shared.names_of(evaluation)
    for each in moved:
        region, rank = each.move.region, (each.rank or {}).get("rank_before")
        if rank is not None:
            yield f"{names[region]}上期名次", numbers.count(rank), coder.code("rank", region)


def _listed(entries: Iterable[Entry]) -> Table:
    """Lay entries out side by side."""
    one = (
        Column(label="数字", align="left"),
        Column(label="数值", align="left"),
        Column(label="溯源码", align="left"),
    )
    told = list(entries)
    some = [told[at : at + SIDE] for at in range(0, len(told), SIDE)]
    rows = [tuple(cell for entry in each for cell in _entry(*entry)) for each in some]
    filled = tuple(row + (Cell(None, ""),) * (SIDE * len(one) - len(row)) for row in rows)
    return Table(say("trace", "whole"), one * SIDE, filled, say("trace", "note"))


def _entry(name: str, words: str, code: str) -> tuple[Cell, Cell, Cell]:
    return Cell(None, name), Cell(Coded(code, words), words), Cell(None, code)
