"""The shape of the data dictionary (数据字典): what a sheet and a column are.

The sheets themselves stand in `metrics/records/sheets/`. The blank workbook, the import, its
messages, the database tables, the frames and the handbook all read them, and so do the rules on
what corrects the past, what only grows, what must exist and what leaves together (see `relations`):
all that is known of a column is written once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

import polars as pl

from metrics.records.grammar import Grammar

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


class Nature(Enum):
    """How a value may move on without anything in the past having been wrong."""

    KEY = "key"  # tells the record apart: another value is another record
    FIXED = "fixed"  # 户数, a planned date: any other value corrects, 「无」 may be replaced
    FACT = "fact"  # a day on which something happened: the past is corrected, the future moves
    TOTAL = "total"  # 累计数: growing is progress, shrinking corrects
    STAGE = "stage"  # 否→是, 待核→属实: forward is progress, back or sideways corrects
    CURRENT = "current"  # 责任人, 说明: the newest statement stands, only a blank corrects


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: what it is called, what its cells hold, and how they behave.

    `label` is the exact heading of the dictionary without its mark of being required. `low` and
    `high` are inclusive and in the kept unit. `choices_rule` names the rule key whose dated list
    replaces `choices`. `required` means that an empty cell refuses the workbook.

    `stages` are the words of a STAGE column from the first to the last (是 and 否 need none); words of
    one stage do not follow each other. `may_lie_ahead` is a day that is planned, due or laid down in
    advance; every other day has happened by the data date. Of what `only_grows` in a year, and of
    days that do not unhappen, the import asks where a later statement says less.

    `names` is the sheet whose record the code stands for. It must exist and be no stranger's; where
    it is not `binding` the record may be reported later, and the import only says so. A `coined`
    code is made up by the sender, so that two units may have made up the same. A `grammar` is that of
    a text which somebody reads more out of than its words.
    """

    name: str
    label: str
    kind: Kind
    nature: Nature
    required: bool = False
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    choices_rule: str | None = None
    stages: tuple[tuple[str, ...], ...] = ()
    may_lie_ahead: bool = False
    only_grows: bool = False
    names: str = ""
    binding: bool = True
    coined: bool = False
    grammar: Grammar | None = None
    example: str = ""
    note: str = ""

    @property
    def key(self) -> bool:
        """Whether the column tells records apart."""
        return self.nature is Nature.KEY


UNIT = Column("unit", "报送单位", Kind.CODE, Nature.KEY)
"""Who reports a record, where the sheet's numbers are each unit's own. No workbook has it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet (工作表) of the workbook; `key` is what makes two rows of one unit the same record.

    Codes hold for everyone: two units that report the same code speak of one record. With
    `own_numbers` they do not: each unit numbers its own list from 1, and a record is told by its
    unit and its key.

    `of` are the sheets whose records the rows are part of, by the column that names them; they are
    shown with that record. A record that `leaves` is gone without having been wrong, and takes
    along the rows that only its code tells apart. `of_counties` are kept by counties, or by cities
    without counties. Of a record that several units tell the newest stands; where the `nearest` does,
    it is the one of the unit nearest to it, and its blanks hold what the others say (standard.md §6,
    reading 43).
    """

    name: str
    label: str
    about: str
    columns: tuple[Column, ...]
    own_numbers: bool = False
    of: tuple[str, ...] = ()
    leaves: bool = False
    of_counties: bool = False
    nearest: bool = False

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

    @property
    def values(self) -> tuple[Column, ...]:
        """The columns that say something of a record: all but its key."""
        return tuple(c for c in self.columns if not c.key)

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
