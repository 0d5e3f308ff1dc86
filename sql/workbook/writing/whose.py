"""Whose workbook it is and what in it waits to be filled in: what makes it more than a blank one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sql.workbook.reading.origin import DATE_LABEL, UNIT_LABEL
from sql.workbook.words import HELP_LABEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A unit by its code and full name, and the data date; what is empty or null the unit fills in."""

    unit: str = ""
    name: str = ""
    as_of: date | None = None

    @property
    def unit_words(self) -> str:
        """The unit as a cell shows it: code and name."""
        return f"{self.unit} {self.name}".strip()

    @property
    def title(self) -> str:
        """What the title row of every sheet says, and `identity` reads again."""
        unit = f"{UNIT_LABEL}：{self.unit_words}" if self.unit else f"{UNIT_LABEL}见“{HELP_LABEL}”"
        day = f"{DATE_LABEL}：{self.as_of}" if self.as_of else f"{DATE_LABEL}见“{HELP_LABEL}”"
        return f"{unit}　{day}　"

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom properties of the file; what is still to be filled in is none."""
        unit = {UNIT_LABEL: self.unit} if self.unit else {}
        day = {DATE_LABEL: self.as_of.isoformat()} if self.as_of else {}
        return unit | day


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A blank that leaves a record unknown, or the record alone where no cell of the file is to blame.

    `sheet` and `column` are names of the dictionary, `row` counts the rows of the sheet's frame
    from 0; null and empty where there is no such cell. `records` are the unknown records of the
    measure, `points` what the score gains at most if all of them are met (null: not told).
    """

    measure: str
    record: str
    sheet: str
    row: int | None
    column: str
    advice: str
    records: int
    points: Fraction | None


def marked_cells(gaps: Iterable[Gap]) -> Mapping[str, Collection[tuple[int, str]]]:
    """Return the cells to be marked, by sheet: row and column of its frame."""
    cells: dict[str, set[tuple[int, str]]] = {}
    for gap in gaps:
        if gap.row is not None and gap.column:
            cells.setdefault(gap.sheet, set()).add((gap.row, gap.column))
    return cells
