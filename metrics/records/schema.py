"""The shape of the data dictionary (数据字典): what a sheet and a column are.

The sheets themselves stand in `metrics/records/sheets.py`. The blank workbook, the import, its messages,
the database tables, the frames and the handbook all read these two files, so a heading, a type
or a bound is written once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

import polars as pl

NEVER = date(9999, 12, 31)
"""「无」 in a date column: reported, and there is none. It lies after every data date, so the rule
"a date after D has not happened yet" judges it without a special case."""

NONE_TEXT = "无"
"""「无」 in a name or choice column: reported, and there is none. Null means not reported."""


class Kind(Enum):
    """What a cell may hold. A blank cell is null whatever the kind: not reported."""

    CODE = "code"  # an identifier: text, never a number
    TEXT = "text"  # a name or a sentence; 「无」 = reported, none
    CHOICE = "choice"  # one of `choices`
    FLAG = "flag"  # 是 / 否
    COUNT = "count"  # a whole number of things
    YEAR = "year"  # a calendar year
    MONEY = "money"  # typed in 万元, kept in whole 分
    DECIMAL = "decimal"  # kept in millionths of its unit
    PERCENT = "percent"  # kept in millionths of one: 85 % is 850 000
    DATE = "date"  # NEVER = 「无」

    @property
    def dtype(self) -> type[pl.DataType]:
        """The Polars type a column of this kind is kept as."""
        return _DTYPES[self]


_DTYPES: Mapping[Kind, type[pl.DataType]] = {
    Kind.CODE: pl.String,
    Kind.TEXT: pl.String,
    Kind.CHOICE: pl.String,
    Kind.FLAG: pl.Boolean,
    Kind.COUNT: pl.Int64,
    Kind.YEAR: pl.Int32,
    Kind.MONEY: pl.Int64,
    Kind.DECIMAL: pl.Int64,
    Kind.PERCENT: pl.Int64,
    Kind.DATE: pl.Date,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    `label` is the exact heading of the dictionary without its mark of being required. `low` and
    `high` are inclusive and in the kept unit. `choices_rule` names the rule key whose dated list
    replaces `choices`. `required` means that an empty cell refuses the workbook.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    key: bool = False
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    choices_rule: str | None = None
    example: str = ""
    note: str = ""


UNIT = Column("unit", "报送单位", Kind.CODE)
"""Who reports a record, where the sheet's numbers are each unit's own. No workbook has it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet (工作表) of the workbook; `key` is what makes two rows of one unit the same record.

    Codes hold for everyone: two units that report the same code speak of one record. With
    `own_numbers` they do not: each unit numbers its own list from 1, and a record is told by its
    unit and its key.
    """

    name: str
    label: str
    about: str
    columns: tuple[Column, ...]
    own_numbers: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that identify a record; a blank among them counts as a value."""
        return tuple(c.name for c in self.columns if c.key)

    @property
    def record_key(self) -> tuple[str, ...]:
        """Names of the columns that identify a record among those of all units."""
        return (UNIT.name, *self.key) if self.own_numbers else self.key

    @property
    def record_schema(self) -> dict[str, type[pl.DataType]]:
        """Polars schema of the records of all units: `schema`, and `unit` where it tells them apart."""
        return self.schema | ({UNIT.name: UNIT.kind.dtype} if self.own_numbers else {})

    @property
    def schema(self) -> dict[str, type[pl.DataType]]:
        """Polars schema of the sheet's frame, in dictionary order."""
        return {c.name: c.kind.dtype for c in self.columns}

    def column(self, name: str) -> Column:
        """Return the column called `name`; KeyError if there is none (a programming mistake)."""
        if self.own_numbers and name == UNIT.name:
            return UNIT
        return {c.name: c for c in self.columns}[name]

    def empty(self) -> pl.DataFrame:
        """Return the sheet without rows."""
        if self.name not in _EMPTY:
            _EMPTY[self.name] = pl.DataFrame(schema=self.schema)
        return _EMPTY[self.name].clone()


_EMPTY: dict[str, pl.DataFrame] = {}  # most units leave most sheets empty, at every import
