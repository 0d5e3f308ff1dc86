"""The first sheet of a workbook as plain text, in the process that is made for it (`child.py`)."""

import json
from typing import Any

from sql.workbook.refusals import WorkbookRefused
from sql.workbook.xml.pages import read_file

MOST_ROWS, MOST_COLUMNS = 20_001, 40


def table(_told: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return the rows as JSON, or the sentence for which the file is refused."""
    try:
        file = read_file(content, lambda _name: True)
    except WorkbookRefused as refusal:
        return {"refused": str(refusal)}, []
    page = file.pages[0]
    frame = page.frame.head(MOST_ROWS).fill_null("")
    rows = [list(row[:MOST_COLUMNS]) for row in frame.iter_rows()]
    return {}, [json.dumps(rows, ensure_ascii=False).encode()]
