"""What a workbook says of itself: its unit and data date, in its properties and its first rows."""

import re
from collections.abc import Sequence
from typing import Any

from metrics.records.sheets import SHEETS
from sql.workbook.refusals import WorkbookRefused
from sql.workbook.words import DATE_ASKED, HELP_LABEL, UNIT_ASKED, sheet_word, tidy
from sql.workbook.xml.first_rows import Filled, read_beginning

UNIT_LABEL, DATE_LABEL = "报送单位", "数据截止日期"
"""The names of the properties, and the words before the unit and the date in a cell."""
ROWS = 5
_READ = {sheet_word(sheet.label) for sheet in SHEETS} | {HELP_LABEL}
_LONGEST, _LONGEST_LABEL = 100, 20
_LABELLED = re.compile(rf"({UNIT_LABEL}|{DATE_LABEL})[:：]\s*([^\s，。；|]+)")


def identify(_told: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return `said`: (label, text, where it stands), properties first; the task of `child.py`."""
    try:
        beginning = read_beginning(content, lambda name: sheet_word(name) in _READ, rows=ROWS)
    except WorkbookRefused as refusal:
        return {"refused": str(refusal)}, []
    said = [
        (label, beginning.properties[label].strip(), f"文件属性“{label}”")
        for label in (UNIT_LABEL, DATE_LABEL)
        if beginning.properties.get(label, "").strip()
    ]
    return {"said": said + said_in_cells(beginning.cells)}, []


def said_in_cells(cells: Sequence[Filled]) -> list[tuple[str, str, str]]:
    """Return what cells say: behind a label and a colon, or beside a cell with the label alone.

    Where nothing is filled in yet, what is asked stands beside the label, and says nothing.
    """
    said = []
    cells = [cell for cell in cells if cell.text.strip() not in (UNIT_ASKED, DATE_ASKED)]
    for at, cell in enumerate(cells):
        beside = cells[at + 1] if at + 1 < len(cells) else None
        short = len(cell.text) <= _LONGEST_LABEL
        if short and tidy(cell.text).rstrip(":") in (UNIT_LABEL, DATE_LABEL):
            if beside is not None and (beside.sheet, beside.row) == (cell.sheet, cell.row):
                label = tidy(cell.text).rstrip(":")
                said.append((label, beside.text.strip()[:_LONGEST], _where(beside)))
            continue
        said += [(label, text, _where(cell)) for label, text in _LABELLED.findall(cell.text)]
    return said


def _where(cell: Filled) -> str:
    return f"工作表“{cell.sheet}”单元格{cell.cell}"
