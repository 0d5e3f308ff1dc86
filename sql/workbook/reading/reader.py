"""The caller's side of reading: a file goes to a process of its own, parsed sheets come back."""

from pathlib import Path

from sql.workbook.children import CHILDREN, Cause, ChildFailed, Children, Crowded
from sql.workbook.dropdowns import NATIONAL_LISTS, Lists
from sql.workbook.guard import look_at_file
from sql.workbook.reading.handed import Book, unpacked
from sql.workbook.refusals import (
    WorkbookRefused,
    damaged,
    reader_ended,
    too_much_memory,
    too_slow,
)

SECONDS = 60


class Reader:
    """Reads workbooks in some processes, each within a time; safe to call from several threads."""

    def __init__(self, *, children: Children = CHILDREN, seconds: float = SECONDS) -> None:
        self._children, self._seconds = children, seconds

    def read(self, path: Path, *, lists: Lists = NATIONAL_LISTS) -> Book:
        """Return the parsed sheets of a file; cells hold words of `lists`.

        Raises:
            WorkbookRefused: if the file was refused, ended the process or took too long, or too
                many wait already.
        """
        look_at_file(path)
        request = {"lists": {key: list(words) for key, words in lists.items()}}
        try:
            told, rows = self._children.ask(
                "read", request, path.read_bytes(), seconds=self._seconds
            )
        except ChildFailed as failure:
            raise self._refusal(failure.cause) from None
        except Crowded as crowded:
            raise WorkbookRefused(str(crowded)) from None
        if "refused" in told:
            raise WorkbookRefused(told["refused"])
        return unpacked(told, rows)

    def _refusal(self, cause: Cause) -> WorkbookRefused:
        if cause is Cause.SLOW:
            return too_slow(self._seconds)
        return {Cause.MEMORY: too_much_memory, Cause.BROKEN: damaged}.get(cause, reader_ended)()


READER = Reader()
