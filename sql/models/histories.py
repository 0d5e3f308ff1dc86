"""One append-only history table per sheet, built from the data dictionary.

A row says: from `submission` on, the record reads like this (or is `gone`). It is in force until
a later submission of the same unit, by data date and then by acceptance, has a row of the same
key. `added_by` is the submission whose acceptance wrote the row. It differs from `submission`
only where a back-dated submission slipped in before this one, and what this one says had to be
written out again; such a row, and a tombstone, has no `sheet_row`.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from metrics.records.schema import Sheet
from metrics.records.sheets import SHEETS
from sql.models.base import ID, METADATA, WHAT, counted_as

_TYPES: Mapping[type[pl.DataType], type[TypeEngine[Any]]] = {
    pl.String: Text,
    pl.Boolean: Boolean,
    pl.Int32: Integer,
    pl.Int64: BigInteger,
    pl.Date: Date,
}
ASKED_BY: Mapping[str, tuple[str, ...]] = {"compounds": ("project",)}
"""Columns, beside keys, by which a large sheet is asked for: a project's page reads its compounds' history."""


def history_table(sheet: Sheet) -> Table:
    """Build the history table of one sheet.

    Only key columns are compulsory, because a tombstone has nothing but its key; keys that may be
    blank (文号, 印发日期) are compared as values by `sql/reported/submissions.py`, while the constraint
    here lets blanks repeat.
    """
    return Table(
        f"reported_{sheet.name}",
        METADATA,
        Column("id", ID, primary_key=True),
        Column("submission", ID, ForeignKey("submissions.id"), nullable=False),
        Column("added_by", ID, ForeignKey("submissions.id"), nullable=False),
        Column("sheet_row", Integer),
        Column("gone", Boolean, nullable=False),
        *(
            Column(
                c.name,
                _TYPES[c.kind.dtype](),
                nullable=not (c.key and c.required),
                info={WHAT: c.label},
            )
            for c in sheet.columns
        ),
        UniqueConstraint(*sheet.key, "submission"),
        Index(f"ix_reported_{sheet.name}_submission", "submission"),
        *(Index(f"ix_reported_{sheet.name}_{name}", name) for name in ASKED_BY.get(sheet.name, ())),
        info=counted_as(f"{sheet.label}记录", "条"),
    )


HISTORIES: Mapping[str, Table] = {sheet.name: history_table(sheet) for sheet in SHEETS}
