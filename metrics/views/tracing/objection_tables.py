"""Objections (异议) as tables: the figures of a unit that it may object to, and what was raised."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.scope import Scope
from metrics.sealing.figures import AMONG_OTHERS
from metrics.sealing.objections import Objection, State
from metrics.sealing.trace import Traced, basis_of, code
from metrics.standards.standard import Standard
from metrics.views.parts import numbers
from metrics.views.parts.cells import coded_column, day_column, number_column, text, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import BLANK, Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.cell_states import OBJECTED
from metrics.views.tracing.trace_words import TRACE_CODE, name_of

FIGURES, RAISED = "可以提出异议的数字", "异议"
SCORED = ("score", "rank", "grade")


class FigureTold(NamedTuple):
    """A figure of a division as a page tells it: the kind (`figures.FIGURES`), its name, value and trace code."""

    figure: str
    name: str
    value: str
    code: str


def figures_told(evaluation: Evaluation, scope: Scope, unit: str) -> list[FigureTold]:
    """Return the figures of a division in an evaluation that answers a scope: standing first, then measures.

    A division in a scope of its own has no rank there.
    """
    basis = basis_of(scope, evaluation)

    def told(figure: str, value: str) -> FigureTold:
        written = code(Traced(figure, unit, scope.as_of, scope.year, basis))
        return FigureTold(figure, name_of(figure, evaluation.standard), value, written)

    found = told_scores(evaluation).filter(region=unit).to_dicts()
    counts = evaluation.counts.filter(region=unit).rows_by_key("measure", named=True, unique=True)
    measured = (
        told(measure, _rate(counts[measure])) for measure in evaluation.standard.measures
        if measure in counts
    )  # fmt: skip
    scored = [each for each in SCORED if unit != evaluation.place or each not in AMONG_OTHERS]
    return [*(told(figure, _scored(row, figure)) for row in found for figure in scored), *measured]


def _scored(row: Mapping[str, object], figure: str) -> str:
    value = row[figure]
    if figure == "score" and isinstance(value, int):
        return f"{numbers.score(value)}分"
    if figure == "rank" and value is not None:
        return f"第{value}名"
    return str(value or numbers.MISSING)


def _rate(row: Mapping[str, int]) -> str:
    part, whole = row["numerator"], row["denominator"]
    write: Callable[[int], str] = numbers.wan if row["amounts"] else numbers.count
    return f"{numbers.percent(part, whole)}（{write(part)}/{write(whole)}）"


def figures(told: Sequence[FigureTold], raised: Collection[str]) -> DisplayTable:
    """List figures with their codes; those of which an objection is open (`raised`) say so. A key is a code."""

    def standing(one: FigureTold) -> Cell:
        return Cell(OBJECTED, OBJECTED, Signal.WATCH) if one.figure in raised else BLANK

    columns = (
        Column("name", ("数字",), Holds.TEXT, lambda one: text(one.name)),
        Column("value", ("数值",), Holds.TEXT, lambda one: text(one.value)),
        Column("standing", (RAISED,), Holds.TEXT, standing),
        Column("code", (TRACE_CODE,), Holds.TEXT, lambda one: text(one.code)),
    )
    lines = tuple(line(columns, one, key=one.code) for one in told if one.code)
    return DisplayTable(FIGURES, columns, lines)


def raised(
    listed: Sequence[Objection], names: Mapping[str, str], standard: Standard, *, over: bool = False
) -> DisplayTable:
    """List objections, those that wait first, each with what was decided; a key is the number of one.

    Of a round that is `over` those that waited are done with no more, and say so.
    """
    columns = (
        number_column("id", "编号"),
        coded_column("unit", "提出单位", words=names),
        coded_column("region", "地区", words=names),
        Column("figure", ("数字",), Holds.TEXT, lambda row: text(row["named"])),
        Column("state", ("状态",), Holds.TEXT, lambda row: _state(row["state"])),
        day_column("made_on", "提出日期"),
        day_column("decided", "裁定日期"),
        text_column("text", "异议理由"),
        number_column("files", "材料（份）"),
    )
    ordered = sorted(listed, key=lambda one: (not one.is_open, one.id))
    rows = ((one, _row(one, standard, over=over)) for one in ordered)
    lines = tuple(line(columns, row, key=str(one.id)) for one, row in rows)
    return DisplayTable(RAISED, columns, lines)


def _row(one: Objection, standard: Standard, *, over: bool) -> dict[str, object]:
    decided = one.decision
    return {
        **one._asdict(), "named": name_of(one.figure, standard), "state": one.state_in(over=over),
        "decided": decided and decided.happened_on, "files": len(one.files),
    }  # fmt: skip


def _state(state: State) -> Cell:
    return Cell(state, state, Signal.WATCH if state is State.OPEN else None)
