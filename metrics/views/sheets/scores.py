"""Scores by a score sheet (考核细则): rank, score and grade of each region, and what each item earned."""

from collections.abc import Iterable
from fractions import Fraction

from metrics.rating.evaluation import Evaluation
from metrics.standards.measure import Indicator
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds
from metrics.views.rating.indicator_tables import of_share
from metrics.views.rating.ranking import ranking

LEFT_OUT = ("parent", "band", "planned")
NOT_SCORED, UNKNOWN, NOT_APPLICABLE = "未评", "缺数据", "不适用"
NOTE = "各项为该项得分，?后为缺数据的记录数；“未评”是尚未手工评分，不是0分；空格为不适用。"


def scores(evaluation: Evaluation, level: str, *, group: str = "main") -> DisplayTable:
    """List the regions of a level and group, best rank first, with a column for each item of the sheet.

    The title says which sheet it is, and that it is ours where nobody decreed it.
    """
    table = ranking(evaluation, level, group=group)
    gone = LEFT_OUT if evaluation.rules["gates"] else (*LEFT_OUT, "vetoes")
    table = table.without(*(name for name in gone))
    rows = _rows(evaluation)
    columns = tuple(_column(item, evaluation) for item in evaluation.standard.items)
    lines = tuple(
        line._replace(
            cells=line.cells
            + tuple(column.cell(rows.get((line.key, column.name), ())) for column in columns)
        )
        for line in table.lines
    )
    return table._replace(
        title=f"{evaluation.standard.called}　{table.title}", columns=table.columns + columns, lines=lines,
        note=f"{NOTE}{table.note}",
    )  # fmt: skip


def plain(table: DisplayTable) -> DisplayTable:
    """Return the scores for paper: points alone, without a mark beside each."""
    lines = (
        line._replace(cells=tuple(cell._replace(signal=None) for cell in line.cells))
        for line in table.lines
    )
    return table._replace(lines=tuple(lines))


def _rows(evaluation: Evaluation) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in evaluation.earnings.iter_rows(named=True):
        item = evaluation.standard.item_of[row["measure"]].code
        found.setdefault((row["region"], item), []).append(row)
    return found


def _column(item: Indicator, evaluation: Evaluation) -> Column:
    worth = evaluation.rules["item_weights"][item.code]

    def write(rows: Iterable[Row]) -> Cell:
        return _cell(list(rows), item, evaluation)

    headings = (f"{item.short}（{numbers.trimmed(worth)}分）",)
    return Column(item.code, headings, Holds.SCORE, write)


def _cell(rows: list[Row], item: Indicator, evaluation: Evaluation) -> Cell:
    if not rows:
        return Cell(None, "", Signal.NOT_APPLICABLE, "没有适用的记录")
    won = sum((_won(row) for row in rows), Fraction(0))
    asked = sum((Fraction(row["weight"]) for row in rows), Fraction(0))
    unknown = sum(row["unknown"] for row in rows)
    if unknown and not any(row["numerator"] or row["unmet"] for row in rows):
        word = NOT_SCORED if item.measures[0].of_each else UNKNOWN
        return Cell(None, word, Signal.UNKNOWN, f"{unknown}条缺数据")
    text = numbers.fixed(won, decimals=2)
    note = f"应得{numbers.trimmed(asked)}分"
    return Cell(
        won, f"{text} ?{unknown}" if unknown else text, of_share(won / asked, evaluation),
        f"{note}，{unknown}条缺数据" if unknown else note, worded=bool(unknown),
    )  # fmt: skip


def _won(row: Row) -> Fraction:
    return Fraction(row["weight"]) * Fraction(int(row["part"]), int(row["whole"]))
