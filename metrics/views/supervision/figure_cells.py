"""Money, progress, residents and issues of a row of the supervision table, or of a subtotal."""

from fractions import Fraction

from metrics.supervision.project_figures import SOURCE_GROUPS
from metrics.views.parts.cells import (
    Noted,
    Row,
    count_column,
    money_column,
    points,
    rate_column,
)
from metrics.views.parts.table import Cell, Column, Holds

LEFT_OUT = "另有{}条缺数，未计入"
SOURCES = dict(
    zip(
        SOURCE_GROUPS,
        ("中央", "地方财政", "债券", "金融", "专营产权", "社会资本", "居民"),
        strict=True,
    )
)


def rate(row: Row, ratio: str) -> Fraction | None:
    """Return a ratio of `project_figures.RATIOS` exactly; null where it has no value."""
    part, whole = row[f"{ratio}_numerator"], row[f"{ratio}_denominator"]
    return Fraction(part, whole) if part is not None and whole else None


def left_out(field: str) -> Noted:
    """Say how many records a figure leaves out."""
    return lambda row: LEFT_OUT.format(row[field]) if row[field] else ""


def _money(name: str, *headings: str) -> Column:
    return money_column(name, *headings, note=left_out(f"{name}_unknown"))


def _ratio(name: str, *headings: str) -> Column:
    parts = (f"{name}_numerator", f"{name}_denominator")
    return rate_column(name, *headings, parts=parts, note=left_out(f"{name}_left_out"))


def _apart(row: Row) -> Cell:
    now, expected = rate(row, "progress"), rate(row, "schedule")
    return points(None if now is None or expected is None else now - expected)


FIGURES = (
    _money("planned", "资金（万元）", "计划"),
    _money("received", "资金（万元）", "到位"),
    _money("paid", "资金（万元）", "支付"),
    _ratio("payment", "资金（万元）", "支付率"),
    *(
        rate_column(f"received_{group}", "到位资金来源占比", label, parts=(f"received_{group}", "received"))
        for group, label in SOURCES.items()
    ),
    _ratio("progress", "进度", "形象进度"),
    _ratio("schedule", "进度", "序时进度"),
    Column("apart", ("进度", "相差（百分点）"), Holds.POINTS, _apart, _apart),
    _ratio("consent", "居民", "同意率"),
    _ratio("satisfaction", "居民", "满意率"),
    count_column("issues_open", "问题", "未销号"),
    count_column("issues_overdue", "问题", "逾期"),
)  # fmt: skip
"""The columns of figures, in the order of the table; a subtotal is Σ/Σ."""
