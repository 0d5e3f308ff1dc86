"""What the office enters for a score sheet (考核细则): targets, points given by hand, and points of self-evaluation.

Rows are only ever added; of a sheet, year, division and item the newest stands. Points are hundredths.
"""

from sqlalchemy import Column, Date, Index, Integer, Table, Text

from sql.models.base import FORM, ID, METADATA, MOMENT, PLACE, WHAT, counted_as


def _about(name: str) -> list[Column[object] | Index]:
    """Return the columns that say what a row is about, and the index by which it is found."""
    return [
        Column("id", ID, primary_key=True),
        Column("sheet", Text, nullable=False),
        Column("year", Integer, nullable=False),
        Column("region", PLACE, nullable=False),
        Column("item", Text, nullable=False),
        Index(f"ix_{name}_region", "sheet", "year", "region"),
    ]


def _written(name: str) -> list[Column[object] | Index]:
    return [
        Column("account", ID),
        Column("at", MOMENT, nullable=False),
        Column("by", Text, nullable=False),
        Column("form", FORM, info={WHAT: "表单编号"}),
        Index(f"ix_{name}_form", "form"),
    ]


# `target` is as typed (85%); empty takes the division's own target back.
SHEET_TARGETS = Table(
    "sheet_targets",
    METADATA,
    *_about("sheet_targets"),
    Column("target", Text, nullable=False),
    Column("document", Text, nullable=False),
    *_written("sheet_targets"),
    info=counted_as("考核目标", "条"),
    sqlite_autoincrement=True,
)
# `reason` is why a score is another than before; empty of the first.
HAND_SCORES = Table(
    "hand_scores",
    METADATA,
    *_about("hand_scores"),
    Column("points", Integer, nullable=False),
    Column("scorer", Text, nullable=False),
    Column("scored_on", Date, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("reason", Text, nullable=False),
    *_written("hand_scores"),
    info=counted_as("手工评分", "条"),
    sqlite_autoincrement=True,
)
# `unit` tells the points of `region`: the division itself (自评), or one above it (上级核评).
SELF_SCORES = Table(
    "self_scores",
    METADATA,
    *_about("self_scores"),
    Column("unit", PLACE, nullable=False),
    Column("points", Integer, nullable=False),
    Column("explanation", Text, nullable=False),
    *_written("self_scores"),
    info=counted_as("自评分", "条"),
    sqlite_autoincrement=True,
)
SCORED = (SHEET_TARGETS, HAND_SCORES, SELF_SCORES)
