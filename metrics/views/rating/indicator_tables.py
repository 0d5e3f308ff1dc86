"""The way from an item (项) of the standard to its measures and the records judged by them."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.rating.pending import pending_events
from metrics.rating.scoring import full_score, measure_weights
from metrics.standards.measure import Measure
from metrics.standards.rule_keys import LOCAL_KEYS
from metrics.views.parts import labels, numbers
from metrics.views.parts.cells import (
    Row,
    count,
    count_column,
    rate_column,
    score,
    text,
    text_column,
)
from metrics.views.parts.record_cells import field_column
from metrics.views.parts.signals import Signal, of_grade, of_verdict
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.cell_states import (
    BLANK,
    Marks,
    Objected,
    measure_state,
    nothing_known,
)
from metrics.views.rating.ranking import grade_order, names_of
from metrics.views.rating.rule_tables import pack_called

MATRIX_NOTE = (
    "数字为得分率（%），0为已报的真零，颜色与标记按等次分数段；?后为数据缺失的记录数，灰色“未报”为全部缺失，"
    "—为不适用，核后为待核事件数，异为有异议。"
)
FIXED = ("region", "name", "score")
"""The columns of the matrix before its items."""


def indicator_matrix(
    evaluation: Evaluation, level: str, *, objected: Objected = frozenset()
) -> DisplayTable:
    """Show, for each region of a level and each item, the share of its points earned.

    Cells are coloured by the grade bands of the pack; a cell's note tells the points and how many
    records are unknown. An item without a record in any denominator is not applicable. Figures on
    which events wait for verification, and those `objected` to, are marked.
    """
    pending = pending_events(evaluation, evaluation.standard.measures.values())
    columns = _matrix_columns(evaluation, Marks(pending, objected))
    scores = told_scores(evaluation).filter(level=level).sort("region")
    lines = (line(columns, row, key=row["region"]) for row in scores.iter_rows(named=True))
    title = f"{labels.LEVELS[level]}各项得分率"
    return DisplayTable(title, columns, tuple(lines), MATRIX_NOTE, evaluation.as_of)


def _matrix_columns(evaluation: Evaluation, marks: Marks) -> tuple[Column, ...]:
    earnings, names = _earnings(evaluation), names_of(evaluation)
    order = grade_order(evaluation)

    def item(code: str) -> Column:
        measures = [measure.code for measure in evaluation.standard.by_code[code].measures]

        def write(row: Row) -> Cell:
            cell = _item_cell(earnings.get((row["region"], code), []), evaluation)
            return marks.on(cell, row["region"], measures)

        return Column(code, (code,), Holds.RATE, write)

    return (
        text_column("region", "行政区划代码"),
        Column("name", ("地区",), Holds.TEXT, lambda row: text(names[row["region"]])),
        Column("score", ("得分",), Holds.SCORE, lambda row: _graded(row, order)),
        *map(item, evaluation.standard.by_code),
    )


def _graded(row: Row, order: tuple[str, ...]) -> Cell:
    if row["unheard"]:
        return score(row["score"])._replace(signal=Signal.UNKNOWN, note=row["unheard"])
    return score(row["score"])._replace(signal=of_grade(row["grade"], order))


def _earnings(evaluation: Evaluation) -> dict[tuple[str, str], list[dict[str, Any]]]:
    earnings: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in evaluation.earnings.iter_rows(named=True):
        item = evaluation.standard.item_of[row["measure"]]
        earnings.setdefault((row["region"], item.code), []).append(row)
    return earnings


def _item_cell(rows: Iterable[dict[str, Any]], evaluation: Evaluation) -> Cell:
    rows = list(rows)
    asked = sum((Fraction(row["weight"]) for row in rows), Fraction(0))
    if not asked:
        return Cell(None, "", Signal.NOT_APPLICABLE, "没有适用的记录")
    won = sum((_won(row) for row in rows), Fraction(0))
    silent = all(map(nothing_known, rows))
    signal = Signal.UNKNOWN if silent else of_share(won / asked, evaluation)
    unknown = sum(row["unknown"] for row in rows)
    percent = numbers.fixed(won / asked * 100, decimals=0)
    shown = f"{percent} ?{unknown}" if unknown else percent
    note = f"得{numbers.fixed(won, decimals=2)}分，应得{numbers.fixed(asked, decimals=2)}分"
    return Cell(
        won / asked,
        f"{BLANK}{unknown}" if silent else shown,
        signal,
        f"{note}，{unknown}条数据缺失" if unknown else note,
        worded=True,
    )


def _won(row: Row) -> Fraction:
    return Fraction(row["weight"]) * Fraction(int(row["part"]), int(row["whole"]))


def of_share(share: Fraction, evaluation: Evaluation) -> Signal:
    """Return the signal of a share of points by the grade bands of the pack."""
    bands = evaluation.rules["grade_bands"]
    points = min(share * full_score(evaluation.rules), bands[0].high)
    grade = next(band.grade for band in bands if band.covers(points))
    return of_grade(grade, grade_order(evaluation))


def measures_of_item(
    evaluation: Evaluation, region: str, item: str, *, objected: Objected = frozenset()
) -> DisplayTable:
    """List the measures of one item for one region: counts, rate, points and state.

    `objected` are the figures (region and measure) that are contested.
    """
    earned = {row["measure"]: row for row in _earnings(evaluation).get((region, item), [])}
    weights = measure_weights(evaluation.rules, evaluation.standard)
    asked = evaluation.standard.by_code[item]
    marks = Marks(pending_events(evaluation, asked.measures), objected)
    columns = _measure_columns(evaluation, region, marks)
    lines = (
        line(columns, _judged(each, earned.get(each.code), weights[each.code]), key=each.code)
        for each in asked.measures
    )
    return DisplayTable(f"{item} {asked.title}", columns, tuple(lines))


def _judged(measure: Measure, row: dict[str, Any] | None, weight: Fraction) -> dict[str, Any]:
    """Put a measure beside what it earned; figures are null where it does not apply."""
    figures = row or dict.fromkeys(("numerator", "denominator", "unknown", "part"))
    return {**figures, "measure": measure.code, "of": measure, "weighs": weight}


def _measure_columns(evaluation: Evaluation, region: str, marks: Marks) -> tuple[Column, ...]:
    def reported(row: Row) -> Cell:
        judged = None if row["part"] is None else row
        return measure_state(judged, region=region, measure=row["measure"], marks=marks)

    return (
        text_column("measure", "编号"),
        Column("title", ("衡量内容",), Holds.TEXT, lambda row: text(row["of"].title)),
        Column("met", ("达标",), Holds.COUNT, lambda row: _figure(row, "numerator")),
        Column("base", ("分母",), Holds.COUNT, lambda row: _figure(row, "denominator")),
        count_column("unknown", "数据缺失"),
        rate_column("rate", "达标率", parts=("numerator", "denominator")),
        Column("won", ("得分",), Holds.SCORE, lambda row: _points(_won_or_none(row))),
        Column("weight", ("分值",), Holds.SCORE, lambda row: _points(row["weighs"])),
        Column("state", ("情况",), Holds.TEXT, lambda row: _state(row, evaluation)),
        Column("reported", ("数据状态",), Holds.TEXT, reported),
    )


def _figure(row: Row, name: str) -> Cell:
    """Write a count of records, or a sum of what the measure weighs by: money unless it says otherwise."""
    unit = row["of"].unit
    if not row["of"].amounts or row[name] is None:
        return count(row[name])
    if unit:
        worth = numbers.score(row[name]) if row["of"].of_each else numbers.count(row[name])
        return Cell(row[name], f"{worth}{unit}", worded=True)
    return Cell(row[name], f"{numbers.wan(row[name])}万元", worded=True)


def _won_or_none(row: Row) -> Fraction | None:
    return None if row["part"] is None else _won(row)


def _points(exact: Fraction | None) -> Cell:
    """Write points, exact where a weight is shared out: neither hundredths nor whole."""
    return Cell(exact, numbers.fixed(exact, decimals=2), worded=True)


def _state(row: Row, evaluation: Evaluation) -> Cell:
    if row["part"] is None:
        return Cell(None, Signal.NOT_APPLICABLE.label, Signal.NOT_APPLICABLE)
    if row["measure"] in evaluation.rules["veto_measures"] and row["unmet"]:
        return Cell("veto", "一票否决", Signal.BAD)
    if nothing_known(row):
        return Cell(Signal.UNKNOWN.name, Signal.UNKNOWN.label, Signal.UNKNOWN)
    share = Fraction(int(row["part"]), int(row["whole"]))
    signal = of_share(share, evaluation)
    words = {Signal.GOOD: "好", Signal.FAIR: "较好", Signal.WATCH: "关注", Signal.BAD: "差"}
    return Cell(signal.name, words[signal], signal)


def evidence_rows(
    evidence: pl.DataFrame, *, measure: Measure, names: dict[str, str] | None = None
) -> DisplayTable:
    """List the records behind one figure with the values that decided; the first cell is its id.

    `names` gives the names of divisions, to be read instead of codes.
    """
    # What a money measure weighs a record by is shown among what decided, with its heading; which pack
    # judged tells something where places decide for themselves.
    local = any(key in LOCAL_KEYS for key in measure.reads)
    hidden = ("amount",) if local else ("amount", labels.JUDGED_BY)
    shown = [name for name in evidence.columns if name not in hidden]
    columns = tuple(_evidence_column(name, measure, names or {}) for name in shown)
    rows = evidence.select(shown).iter_rows(named=True)
    lines = tuple(line(columns, row, key=row["record"]) for row in rows)
    return DisplayTable(f"{measure.code} {measure.title}", columns, lines)


def _evidence_column(name: str, measure: Measure, names: dict[str, str]) -> Column:
    field = labels.column(name, measure)
    if name == "met":
        return field_column(field, _money_verdict if measure.amounts else _verdict)
    if name == labels.JUDGED_BY:
        return field_column(field, lambda pack: Cell(pack, pack_called(pack)))
    if name == "region" and names:
        return field_column(field, lambda code: Cell(code, names.get(code, code)), label="地区")
    return field_column(field)


def _verdict(met: bool | None) -> Cell:
    return Cell(met, labels.VERDICTS[met], of_verdict(met))


def _money_verdict(met: bool | None) -> Cell:
    """Say whether money counts towards the share; that of other sources is no fault."""
    if met is None:
        return _verdict(met)
    return Cell(met, "计入", Signal.GOOD) if met else Cell(met, "不计入", Signal.NOT_APPLICABLE)
