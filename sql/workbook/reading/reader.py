"""The caller's side of reading: a workbook is opened in a process of its own, and handed over parsed."""

from sql.workbook.children import CHILDREN, Cause, ChildFailed, Children, Crowded
from sql.workbook.dropdowns import NATIONAL_LISTS, Lists
from sql.workbook.guard import look_at
from sql.workbook.reading.handed import Book, unpacked
from sql.workbook.refusals import (
    ReadersBusy,
    WorkbookRefused,
    damaged,
    reader_ended,
    too_much_memory,
    too_slow,
)

SECONDS, SECONDS_A_MB = 30.0, 6.0
"""Ten times what a sound workbook takes on a quiet machine."""


class Reader:
    """Reads workbooks in the processes given; safe to call from several threads.

    A file that kills its process or exceeds the time is refused. `seconds` is the time for any file,
    null: by its size.
    """

    def __init__(self, *, seconds: float | None = None, children: Children = CHILDREN) -> None:
        self._seconds, self._children = seconds, children

    def read(self, content: bytes, *, lists: Lists = NATIONAL_LISTS) -> Book:
        """Return the parsed sheets of a file; cells hold words of `lists`.

        Raises:
            WorkbookRefused: if the file was refused, killed the process or took too long.
            ReadersBusy: if too many files wait to be read.
        """
        look_at(content)
        told = {"lists": {name: list(words) for name, words in lists.items()}}
        seconds = self._time_for(content)
        try:
            reply, rows = self._children.ask("read", told, content, seconds=seconds)
        except Crowded as full:
            raise ReadersBusy(str(full)) from None
        except ChildFailed as failure:
            raise _refusal(failure.cause, seconds) from None
        if "refused" in reply:
            raise WorkbookRefused(reply["refused"])
        return unpacked(reply, rows)

    def _time_for(self, content: bytes) -> float:
        if self._seconds is not None:
            return self._seconds
        return SECONDS + SECONDS_A_MB * (len(content) >> 20)


def _refusal(cause: Cause, seconds: float) -> WorkbookRefused:
    if cause is Cause.SLOW:
        return too_slow(seconds)
    if cause is Cause.MEMORY:
        return too_much_memory()
    return damaged() if cause is Cause.BROKEN else reader_ended()


READER = Reader()
