"""A table of somebody else's, as text: the first sheet of a workbook, opened in a process of its own."""

import json

from sql.workbook.children import CHILDREN, ChildFailed, Children, Crowded
from sql.workbook.guard import look_at
from sql.workbook.refusals import ReadersBusy, WorkbookRefused, damaged

SECONDS = 10.0


def plain_table(content: bytes, *, children: Children = CHILDREN) -> list[list[str]]:
    """Return the cells of the first sheet row by row, a blank as an empty text.

    Raises:
        WorkbookRefused: if the file is no workbook that can be read safely.
        ReadersBusy: if too many files wait to be read.
    """
    look_at(content)
    try:
        reply, parts = children.ask("table", {}, content, seconds=SECONDS)
    except Crowded as full:
        raise ReadersBusy(str(full)) from None
    except ChildFailed:
        raise damaged() from None
    if "refused" in reply:
        raise WorkbookRefused(reply["refused"])
    rows: list[list[str]] = json.loads(parts[0])
    return rows
