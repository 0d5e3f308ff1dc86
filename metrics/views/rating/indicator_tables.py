"""The way from an item (项) of the standard to its measures, its records and one record's fields."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.rating.scoring import measure_weights
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME
from metrics.standards.measure import Measure
from metrics.views.parts import labels, numbers
from metrics.views.parts.signals import Signal, of_grade, of_verdict
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped
from metrics.views.rating.ranking import grade_order, names_of

MATRIX_NOTE = (
    "数字为得分率（%），颜色与标记按等次分数段，?后为数据缺失的记录数，灰色为全部缺失，—为不适用。"
)
FIXED = ("行政区划代码", "地区", "得分")
MEASURE_COLUMNS = ("编号", "衡量内容", "达标", "分母", "数据缺失", "达标率", "得分", "分值", "情况")


def indicator_matrix(evaluation: Evaluation, level: str) -> DisplayTable:
    """Show, for each region of a level and each item, the share of its points earned.

    Cells are coloured by the grade bands of the pack; a cell's note tells the points and how many
    records are unknown. An item without a record in any denominator is not applicable.
    """
    earnings = _earnings(evaluation)
    items = evaluation.standard.by_code
    order = grade_order(evaluation)
    names = names_of(evaluation)
    scores = evaluation.scores.filter(level=level).sort("region")
    rows = (
        (
            Cell(row["region"], row["region"]),
            Cell(names[row["region"]], names[row["region"]]),
            Cell(row["score"], numbers.score(row["score"]), of_grade(row["grade"], order)),
            *(_item_cell(earnings.get((row["region"], item), []), evaluation) for item in items),
        )
        for row in scores.iter_rows(named=True)
    )
    title = f"{labels.LEVELS[level]}各项得分率"
    return untyped(title, FIXED + tuple(items), tuple(rows), MATRIX_NOTE)


def _earnings(evaluation: Evaluation) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in evaluation.earnings.iter_rows(named=True):
        item = evaluation.standard.item_of[row["measure"]]
        found.setdefault((row["region"], item.code), []).append(row)
    return found


def _item_cell(rows: Iterable[dict[str, Any]], evaluation: Evaluation) -> Cell:
    rows = list(rows)
    asked = sum((Fraction(row["weight"]) for row in rows), Fraction(0))
    if not asked:
        return Cell(None, "", Signal.NOT_APPLICABLE, "没有适用的记录")
    won = sum((_won(row) for row in rows), Fraction(0))
    signal = Signal.UNKNOWN if _nothing_known(rows) else of_share(won / asked, evaluation)
    unknown = sum(row["unknown"] for row in rows)
    text = numbers.fixed(won / asked * 100, decimals=0)
    note = f"得{numbers.fixed(won, decimals=2)}分，应得{numbers.fixed(asked, decimals=2)}分"
    return Cell(
        won / asked,
        f"{text} ?{unknown}" if unknown else text,
        signal,
        f"{note}，{unknown}条数据缺失" if unknown else note,
    )


def _nothing_known(rows: Iterable[dict[str, Any]]) -> bool:
    """Say whether every record judged lacks data: that is no poor result, it is none."""
    return all(row["unknown"] and not row["numerator"] and not row["unmet"] for row in rows)


def _won(row: dict[str, Any]) -> Fraction:
    return Fraction(row["weight"]) * Fraction(int(row["part"]), int(row["whole"]))


def of_share(share: Fraction, evaluation: Evaluation) -> Signal:
    """Return the signal of a share of points by the grade bands of the pack."""
    bands = evaluation.rules["grade_bands"]
    grade = next(band.grade for band in bands if band.covers(share * 100))
    return of_grade(grade, grade_order(evaluation))


def measures_of_item(evaluation: Evaluation, region: str, item: str) -> DisplayTable:
    """List the measures of one item for one region: counts, rate, points and state."""
    rows = {row["measure"]: row for row in _earnings(evaluation).get((region, item), [])}
    weights = measure_weights(evaluation.rules, evaluation.standard)
    asked = evaluation.standard.by_code[item]
    listed = tuple(
        _measure_row(measure, rows.get(measure.code), weights[measure.code], evaluation)
        for measure in asked.measures
    )
    return untyped(f"{item} {asked.title}", MEASURE_COLUMNS, listed)


def _measure_row(
    measure: Measure, row: dict[str, Any] | None, weight: Fraction, evaluation: Evaluation
) -> tuple[Cell, ...]:
    code, title = Cell(measure.code, measure.code), Cell(measure.title, measure.title)
    points = Cell(weight, numbers.fixed(weight, decimals=2))
    if row is None:
        blank = Cell(None, numbers.MISSING)
        state = Cell(None, Signal.NOT_APPLICABLE.label, Signal.NOT_APPLICABLE)
        return code, title, blank, blank, blank, blank, blank, points, state
    figure = _wan if measure.amounts else numbers.count
    met, base = row["numerator"], row["denominator"]
    return (
        code,
        title,
        Cell(met, figure(met)),
        Cell(base, figure(base)),
        Cell(row["unknown"], numbers.count(row["unknown"])),
        Cell(Fraction(met, base) if base else None, numbers.percent(met, base)),
        Cell(_won(row), numbers.fixed(_won(row), decimals=2)),
        points,
        _state(row, evaluation),
    )


def _wan(fen: int | None) -> str:
    return numbers.MISSING if fen is None else f"{numbers.wan(fen)}万元"


def _state(row: dict[str, Any], evaluation: Evaluation) -> Cell:
    if row["measure"] in evaluation.rules["veto_measures"] and row["unmet"]:
        return Cell("veto", "一票否决", Signal.BAD)
    if _nothing_known([row]):
        return Cell(Signal.UNKNOWN.name, Signal.UNKNOWN.label, Signal.UNKNOWN)
    share = Fraction(int(row["part"]), int(row["whole"]))
    signal = of_share(share, evaluation)
    words = {Signal.GOOD: "好", Signal.FAIR: "较好", Signal.WATCH: "关注", Signal.BAD: "差"}
    return Cell(signal.name, words[signal], signal)


def evidence_rows(
    found: pl.DataFrame, *, measure: Measure, names: dict[str, str] | None = None
) -> DisplayTable:
    """List the records behind one figure with the values that decided; the first cell is its id.

    `names` gives the names of divisions, to be read instead of codes.
    """
    # What a money measure weighs a record by is shown among what decided, with its heading.
    shown = [name for name in found.columns if name != "amount"]
    columns = [labels.column(name, measure) for name in shown]
    rows = (
        tuple(
            _money_verdict(value)
            if name == "met" and measure.amounts
            else _evidence_cell(name, value, column.kind, names or {})
            for name, value, column in zip(shown, line, columns, strict=True)
        )
        for line in found.select(shown).iter_rows()
    )
    heads = tuple("地区" if names and c.name == "region" else c.label for c in columns)
    return untyped(f"{measure.code} {measure.title}", heads, tuple(rows))


def _money_verdict(met: bool | None) -> Cell:
    """Say whether money counts towards the share; that of other sources is no fault."""
    if met is None:
        return Cell(met, labels.VERDICTS[met], of_verdict(met))
    return Cell(met, "计入", Signal.GOOD) if met else Cell(met, "不计入", Signal.NOT_APPLICABLE)


def _evidence_cell(name: str, value: Any, kind: Any, names: dict[str, str]) -> Cell:
    if name == "met":
        return Cell(value, labels.VERDICTS[value], of_verdict(value))
    if name == "region":
        return Cell(value, names.get(value, value))
    return Cell(value, numbers.cell(value, kind))


def record_fields(sheet: str, values: dict[str, Any]) -> DisplayTable:
    """List every field of one record by its heading in the dictionary; a blank is 未填报."""
    rows = tuple(
        (Cell(column.label, column.label), _field(values[column.name], column.kind))
        for column in BY_NAME[sheet].columns
    )
    return untyped(BY_NAME[sheet].label, ("栏目", "填报内容"), rows)


def _field(value: Any, kind: Any) -> Cell:
    if value is None:
        return Cell(None, "未填报", Signal.UNKNOWN)
    return Cell(value, numbers.cell(value, kind))


def changed_fields(sheet: Sheet, before: dict[str, Any] | None, now: dict[str, Any]) -> str:
    """Say which fields of a record differ from its version before: 栏目：旧→新, or 首次报送."""
    if before is None:
        return "首次报送"
    moves = [
        f"{c.label}：{_field(before[c.name], c.kind).text}→{_field(now[c.name], c.kind).text}"
        for c in sheet.columns
        if before[c.name] != now[c.name]
    ]
    return "；".join(moves) or "内容未变"


def attached_rows(sheet: str, rows: pl.DataFrame) -> DisplayTable:
    """List rows of a sheet that belong to a record, with the sheet's headings."""
    columns = BY_NAME[sheet].columns
    cells = tuple(
        tuple(_field(value, c.kind) for c, value in zip(columns, line, strict=True))
        for line in rows.iter_rows()
    )
    return untyped(BY_NAME[sheet].label, tuple(c.label for c in columns), cells)
