"""Many workbooks in one go: each stored whole or not at all by itself, read beside the storing.

They are stored in one order, by data date, unit and name, whatever is read first; no file stops the
others, and whoever breaks off (Ctrl+C) leaves whole files: the same files again take it up.
"""

import time
import zipfile
from collections import deque
from collections.abc import Callable, Container, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple

from metrics.access.acting import NotAllowed
from metrics.records.reports import Outcome, Received
from sql.database import beijing
from sql.reported.batch_files import AT_ONCE, Addressed, judged
from sql.reported.intake import Opened, import_read, open_workbook
from sql.reported.upload_log import logged
from sql.workbook.dropdowns import lists_of
from sql.workbook.refusals import WorkbookRefused
from sql.workbook.writing.marked_copy import marked_copy

AHEAD = 4
"""Files that are read and not yet stored, at most."""

Progress = Callable[[int, int, Received], object]
"""Told after each file: how many are done, of how many, and what became of it."""


def import_batch(
    files: Sequence[Addressed],
    *,
    sent_by: str | None = None,
    today: date | None = None,
    confirmed: Container[str] | None = None,
    progress: Progress = lambda *_: None,
) -> list[Received]:
    """Import many workbooks and return what became of each, in the order in which they were stored.

    A file without unit or data date, and two different ones of the same, are told and not tried.
    `today` is null for today in Beijing. `confirmed` are the words of questions that were answered with
    yes (null asks nothing): a file with an open question waits, and its outcome holds what is asked.

    Raises:
        DatabaseUnavailable: if the database cannot be reached; the files before it are stored.
    """
    turns, results = judged(files), list[Received]()
    how = _How(sent_by=sent_by, today=today or beijing.today(), confirmed=confirmed)
    with _read_beside(turns) as opened:
        for each, read in opened:
            results.append(_stored(each, read, how))
            progress(len(results), len(turns), results[-1])
    return results


class _How(NamedTuple):
    """What holds for every file of a batch."""

    sent_by: str | None
    today: date
    confirmed: Container[str] | None


_Reading = tuple[Addressed, Future[Opened] | None]


@contextmanager
def _read_beside(turns: Sequence[Addressed]) -> Iterator[Iterator[_Reading]]:
    """Give the files in their turn, each with its reading (null for one that is not tried)."""
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="batch")
    try:
        yield _ahead(turns, pool)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ahead(turns: Sequence[Addressed], pool: ThreadPoolExecutor) -> Iterator[_Reading]:
    waiting = deque[_Reading]()
    for each in turns:
        waiting.append((each, None if each.refusal else pool.submit(_opened, each)))
        if len(waiting) > AHEAD:
            yield waiting.popleft()
    yield from waiting


def _opened(each: Addressed) -> Opened:
    assert each.unit is not None and each.as_of is not None  # noqa: S101 - judged
    lists = lists_of(each.unit, each.as_of)
    return open_workbook(each.file.source, file_name=each.file.name, lists=lists)


def _stored(each: Addressed, read: Future[Opened] | None, how: _How) -> Received:
    """Store one file if it can be; a refusal is its result."""
    begun = time.monotonic()
    outcome, refusal = None, each.refusal
    if read is not None:
        try:
            outcome = _imported(each, read, how)
        except (WorkbookRefused, NotAllowed) as error:
            refusal = str(error)
    return Received(
        file_name=each.file.name, unit=each.unit, as_of=each.as_of, outcome=outcome,
        refusal=refusal, doubts=each.doubts, seconds=time.monotonic() - begun,
    )  # fmt: skip


def _imported(each: Addressed, read: Future[Opened], how: _How) -> Outcome:
    assert each.unit is not None and each.as_of is not None  # noqa: S101 - judged
    with logged(unit=each.unit, as_of=each.as_of, file_name=each.file.name) as upload:
        upload.outcome = import_read(
            read.result(), unit=each.unit, as_of=each.as_of, **how._asdict()
        )
    return upload.outcome


class _Copy(NamedTuple):
    """A marked copy of one file; `content` is null where none could be made."""

    file_name: str
    whole: bool
    content: bytes | None


def marked_zip(files: Sequence[Addressed], results: Sequence[Received]) -> bytes | None:
    """Return one zip with the marked copy of every file that has errors or warnings; null for none.

    `results` are those of `import_batch` for these files.
    """
    turns = [
        (each, result.outcome)
        for each, result in zip(judged(files), results, strict=True)
        if result.outcome is not None and result.outcome.findings
    ]
    if not turns:
        return None
    with ThreadPoolExecutor(AT_ONCE) as pool:
        copies = list(pool.map(lambda turn: _marked(*turn), turns))
    return _zipped(copies)


def _marked(each: Addressed, outcome: Outcome) -> _Copy:
    try:
        content = each.file.content()
    except WorkbookRefused:  # it is no longer there
        content = b""
    copy = marked_copy(content, outcome.findings)
    return _Copy(each.file.name, copy.whole, copy.content)


def _zipped(copies: Sequence[_Copy]) -> bytes | None:
    target, names = BytesIO(), set[str]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as box:
        for copy in copies:
            if copy.content is not None:
                box.writestr(_free(copy, names), copy.content)
    return target.getvalue() if names else None


def _free(copy: _Copy, names: set[str]) -> str:
    """Return a name that no other copy has, and take it."""
    stem = f"{'标注' if copy.whole else '错误清单'}_{PurePath(copy.file_name).stem}"
    name, number = f"{stem}.xlsx", 1
    while name.lower() in names:
        number += 1
        name = f"{stem}_{number}.xlsx"
    names.add(name.lower())
    return name
