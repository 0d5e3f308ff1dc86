"""What costs a region its points: its items by the points they lack, the most first."""

from collections.abc import Sequence
from fractions import Fraction

from metrics.dispatch.blanks import Gain, gains
from metrics.rating.evaluation import Evaluation
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, count_column, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.indicator_tables import of_share

NOTE = (
    "按失分多少排列；缺失的记录不计入达标，“补齐可得”是缺失记录全部达标时可再得的分（满分100分）。"
    "点任一行查看衡量内容和记录。"
)


def points_lost(evaluation: Evaluation, region: str, *, most: int) -> DisplayTable:
    """List at most so many items of a region that lack points; a key is the item's code.

    `gain` is what its unknown records would win at most: points of the score out of 100.
    """
    items = {code: item.title for code, item in evaluation.standard.by_code.items()}
    earnings = evaluation.earnings.filter(region=region).to_dicts()
    unknown = {(region, row["measure"]): row["unknown"] for row in earnings if row["unknown"]}
    found = gains(evaluation, unknown)
    rows = [row for code in items if (row := _row(evaluation, earnings, found, code)) is not None]
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
    return DisplayTable("失分在哪里", columns, tuple(lines)[:most], NOTE, evaluation.as_of)


def _row(
    evaluation: Evaluation, earnings: Sequence[Row], found: dict[tuple[str, str], Gain], item: str
) -> Row | None:
    """Add up what the measures of an item earned; null where nothing is judged by it."""
    measures = [measure.code for measure in evaluation.standard.by_code[item].measures]
    own = [row for row in earnings if row["measure"] in measures]
    asked = sum((Fraction(row["weight"]) for row in own), Fraction(0))
    if not asked:
        return None
    won = sum((_earned(row) for row in own), Fraction(0))
    unknown = sum(row["unknown"] for row in own)
    gained = [gain.points for (_, code), gain in found.items() if code in measures]
    gain = sum((points or Fraction(0) for points in gained), Fraction(0))
    return {
        "item": item, "asked": asked, "won": won, "lost": asked - won, "unknown": unknown,
        "gain": gain if any(points is not None for points in gained) else None,
    }  # fmt: skip


def _earned(row: Row) -> Fraction:
    return Fraction(row["weight"]) * Fraction(int(row["part"]), int(row["whole"]))


def _points(points: Fraction) -> Cell:
    return Cell(points, numbers.fixed(points, decimals=2))


def _gain(row: Row) -> Cell:
    return Cell(None, numbers.MISSING) if row["gain"] is None else _points(row["gain"])


def _won(row: Row, evaluation: Evaluation) -> Cell:
    return _points(row["won"])._replace(signal=of_share(row["won"] / row["asked"], evaluation))
