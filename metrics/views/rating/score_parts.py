"""The parts of a score beside the ranking: what each item earned, and what it could."""

from fractions import Fraction

from metrics.rating.evaluation import Evaluation
from metrics.views.parts import numbers
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds
from metrics.views.rating.indicator_tables import of_share

NOTE = "各项为该项得分，把指针停在上面可看应得分；不适用的内容不计分，其分值按参数处理，因此各项之和不一定等于得分。"
LEFT_OUT = ("interval", "band", "parent", "vetoes", "planned", "rank_move", "score_move")


def with_parts(table: DisplayTable, evaluation: Evaluation) -> DisplayTable:
    """Return a ranking with a column for each item in place of LEFT_OUT."""
    earned = _earned(evaluation)
    short = table.without(*(name for name in LEFT_OUT if name in _names(table)))
    items = tuple(evaluation.standard.by_code)
    columns = tuple(Column(code, (code,), Holds.SCORE, lambda cell: cell) for code in items)
    lines = tuple(
        line._replace(
            cells=line.cells
            + tuple(_cell(earned.get((line.key, code)), evaluation) for code in items)
        )
        for line in short.lines
    )
    return short._replace(columns=short.columns + columns, lines=lines, note=f"{NOTE}{table.note}")


def _names(table: DisplayTable) -> set[str]:
    return {column.name for column in table.columns}


def _earned(evaluation: Evaluation) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """Return points won and asked by region and item, of the measures that apply."""
    sums: dict[tuple[str, str], tuple[Fraction, Fraction]] = {}
    rows = evaluation.earnings.select("region", "measure", "weight", "part", "whole").iter_rows()
    for region, measure, weight, part, whole in rows:
        key = region, evaluation.standard.item_of[measure].code
        won, asked = sums.get(key, (Fraction(0), Fraction(0)))
        weighs = Fraction(weight)
        sums[key] = won + weighs * Fraction(int(part), int(whole)), asked + weighs
    return sums


def _cell(points: tuple[Fraction, Fraction] | None, evaluation: Evaluation) -> Cell:
    won, asked = points or (None, None)
    if won is None or not asked:
        return Cell(None, "", Signal.NOT_APPLICABLE, "没有适用的记录")
    note = f"应得{numbers.fixed(asked, decimals=2)}分"
    signal = of_share(won / asked, evaluation)
    return Cell(won, numbers.fixed(won, decimals=2), signal, note, worded=True)
