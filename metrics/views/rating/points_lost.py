"""What costs a region its points: its items by the points they lack, the most first."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.rating.scoring import earned
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, count_column, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.indicator_tables import of_share

NOTE = (
    "按失分多少排列；缺失的记录不计入达标，“补齐可得”是缺失记录全部达标时该项可再得的分。"
    "点任一行查看衡量内容和记录。"
)
SPREAD = "有不适用的指标时，总分按适用指标的应得分折算为100分。"


def points_lost(evaluation: Evaluation, region: str, *, most: int) -> DisplayTable:
    """List at most so many items of a region that lack points; a key is the item's code.

    `gain` is what its unknown records would win if all were met; null where none is unknown.
    """
    items = {code: item.title for code, item in evaluation.standard.by_code.items()}
    earnings = evaluation.earnings.filter(region=region).to_dicts()
    best = _best(evaluation, region)
    rows = [row for code in items if (row := _row(evaluation, earnings, best, code)) is not None]
    lost = sorted((row for row in rows if row["lost"]), key=lambda row: (-row["lost"], row["item"]))
    columns = (
        text_column("item", "指标"),
        text_column("title", "名称"),
        Column("won", ("得分",), Holds.SCORE, lambda row: _won(row, evaluation)),
        Column("asked", ("应得",), Holds.SCORE, lambda row: _points(row["asked"])),
        Column("lost", ("失分",), Holds.SCORE, lambda row: _points(row["lost"])),
        count_column("unknown", "缺失"),
        Column("gain", ("补齐可得",), Holds.SCORE, _gain),
    )
    lines = (line(columns, {**row, "title": items[row["item"]]}, key=row["item"]) for row in lost)
    note = NOTE + (SPREAD if evaluation.rules["not_applicable"] == "spread" else "")
    return DisplayTable("失分在哪里", columns, tuple(lines)[:most], note, evaluation.as_of)


def _best(evaluation: Evaluation, region: str) -> dict[str, Fraction]:
    """Return what each measure with unknown records would earn if all of them were met."""
    counts = evaluation.counts.filter(
        pl.col("region") == region, pl.col("unknown") > 0, ~pl.col("amounts")
    )
    favoured = earned(counts, evaluation.rules, evaluation.standard, favour=True)
    return {row["measure"]: _earned(row) for row in favoured.to_dicts()}


def _row(
    evaluation: Evaluation, earnings: Sequence[Row], best: Mapping[str, Fraction], item: str
) -> Row | None:
    """Add up what the measures of an item earned; null where nothing is judged by it."""
    measures = [measure.code for measure in evaluation.standard.by_code[item].measures]
    own = [row for row in earnings if row["measure"] in measures]
    asked = sum((Fraction(row["weight"]) for row in own), Fraction(0))
    if not asked:
        return None
    won = sum((_earned(row) for row in own), Fraction(0))
    gains = [best[row["measure"]] - _earned(row) for row in own if row["measure"] in best]
    return {
        "item": item, "asked": asked, "won": won, "lost": asked - won,
        "unknown": sum(row["unknown"] for row in own),
        "gain": sum(gains, Fraction(0)) if gains else None,
    }  # fmt: skip


def _earned(row: Row) -> Fraction:
    return Fraction(row["weight"]) * Fraction(int(row["part"]), int(row["whole"]))


def _points(points: Fraction) -> Cell:
    return Cell(points, numbers.fixed(points, decimals=2))


def _gain(row: Row) -> Cell:
    return Cell(None, numbers.MISSING) if row["gain"] is None else _points(row["gain"])


def _won(row: Row, evaluation: Evaluation) -> Cell:
    return _points(row["won"])._replace(signal=of_share(row["won"] / row["asked"], evaluation))
