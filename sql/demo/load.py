"""The demo's workbooks through the usual door: written, guarded, read, checked, stored one by one.

Two processes write and open the workbooks while this one checks and stores them, in order.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import chain, groupby
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from metrics.days.beijing import BEIJING
from metrics.errors import UnknownChoice
from metrics.records.invented import DEMO, demo_mark
from sql.database.engine import session_scope
from sql.demo.province import truth
from sql.demo.schedule import senders
from sql.demo.timeline import DATES
from sql.demo.workbooks import Sent, write_date
from sql.reported import history
from sql.reported.intake import Opened, import_opened, open_workbook
from sql.reported.receipts import receipt

WORKERS = 2
BATCH = 18
"""Workbooks handed to a process at a time; the province's own come first."""

Show = Callable[[str], None]


class Job(NamedTuple):
    """Some workbooks of one data date, to be written under a folder and opened."""

    as_of: date
    units: list[str]
    folder: Path


def load(*, out: Path | None = None, if_empty: bool = False, show: Show = print) -> int:
    """Write and import every workbook of the demo; return how many there are, 0 if not empty.

    With `if_empty` nothing is written beside anybody's reports, so that an invented province never
    gets among real ones by itself; a demo that was interrupted is taken up again. `out` keeps the
    files. Importing them again adds nothing.

    Raises:
        NotStored: with every error of the first workbook that is refused; those before it stay.
        UnknownChoice: if `out` cannot be made.
    """
    if if_empty and _left_alone():
        return 0
    with _folder(out) as folder, _processes() as processes:
        jobs = list(_jobs(folder))
        opened = processes.map(written_and_opened, jobs)
        pairs = zip(jobs, opened, strict=True)
        dates = groupby(pairs, key=lambda pair: pair[0].as_of)
        return sum(_store_date(day, (books for _, books in part), show) for day, part in dates)


def _left_alone() -> bool:
    """Say that anybody else has reported, or that the whole demo is there; else it is taken up."""
    with session_scope() as session:
        sendings = {(sent.unit, sent.data_date) for sent in history.submissions(session)}
    if any(demo_mark(unit) is None for unit, _ in sendings):
        return True
    return bool(sendings) and all(
        (unit, day) in sendings for day in DATES for unit in senders(truth().divisions, on=day)
    )


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    if out is not None:
        yield _made(out)
        return
    with TemporaryDirectory(prefix="dudao-demo-") as folder:
        yield Path(folder)


def _made(folder: Path) -> Path:
    """Make the folder where it is missing; nothing is written into a database before it is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UnknownChoice(f"无法建立文件夹“{folder}”，请换一个可以写入的位置。") from None
    return folder


def _processes() -> ProcessPoolExecutor:
    # A forked copy of a process with running Polars threads can hang.
    return ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"))


def _jobs(folder: Path) -> Iterator[Job]:
    for as_of in DATES:
        units = senders(truth().divisions, on=as_of)
        for start in range(0, len(units), BATCH):
            yield Job(as_of, units[start : start + BATCH], folder)


def written_and_opened(job: Job) -> list[tuple[Sent, Opened]]:
    """Write the workbooks of one job and open each as any file is opened."""
    sent = write_date(job.as_of, folder=job.folder, units=job.units)
    return [(book, open_workbook(book.path)) for book in sent]


def _store_date(as_of: date, batches: Iterable[list[tuple[Sent, Opened]]], show: Show) -> int:
    stored = 0
    for sent, opened in chain.from_iterable(batches):
        _store(sent, opened, at=_moment(as_of, stored))
        stored += 1
    show(f"  {DATES.index(as_of) + 1}/{len(DATES)}  {as_of}：已导入{stored}份工作簿")
    return stored


def _moment(as_of: date, number: int) -> datetime:
    """Return when a workbook of a data date came in: one a minute, from noon of the day on.

    A demo of which everything came in on the day it was written would be years late.
    """
    return datetime.combine(as_of, time(12), BEIJING) + timedelta(minutes=number)


def _store(sent: Sent, opened: Opened, *, at: datetime | None = None) -> None:
    with session_scope(writing=True) as session:
        outcome = import_opened(
            session, opened=opened, unit=sent.unit, as_of=sent.as_of, sent_by=DEMO, at=at
        )
        receipt(outcome)
