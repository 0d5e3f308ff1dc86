"""Files that are handed out as they are."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dashboard.data import store
from dashboard.data.database import cached
from dashboard.data.reaching import need_records, reach
from dashboard.data.records import WHOLE
from metrics.command_line import writing
from metrics.office import PROVINCE
from metrics.records.findings import CellError
from metrics.records.regions import within
from metrics.records.sheets.divisions import REGIONS
from sql.database.engine import session_scope
from sql.reported import history, originals
from sql.reported.prefilled import Prefilled, Show, file_name, zip_name
from sql.workbook.dropdowns import lists_of
from sql.workbook.originals import OriginalDamaged
from sql.workbook.writing.template import write_template
from sql.workbook.writing.whose import Whose

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


class Handed(NamedTuple):
    """A file that is handed out: its name, what a browser calls its kind, and what it holds."""

    name: str
    mime: str
    content: bytes


def blank_workbook(unit: str = "") -> bytes:
    """Return the blank reporting workbook (空白报送工作簿), with the divisions of the office's province.

    It says whose it is; without a unit that is to be filled in, as the data date is.
    """
    province = store.office_settings().get(PROVINCE)
    whose = Whose(unit=unit, name=store.name_of(unit) if unit else "")
    return _blank(province, whose, store.version() if province else 0)


@cached(max_entries=2)
def _blank(province: str | None, whose: Whose, known: int) -> bytes:
    del known  # a key
    current = store.newest() if province else None
    filled = REGIONS.empty() if current is None else within(current.regions, province or "")
    with TemporaryDirectory(prefix="dudao-") as folder:
        path = Path(folder) / "blank.xlsx"
        lists = lists_of(province or whose.unit, date.max)
        regions = filled.select(list(REGIONS.schema))
        write_template(path, regions=regions, lists=lists, whose=whose)
        return path.read_bytes()


def prefilled_workbook(unit: str, as_of: date | None) -> Handed:
    """Return the workbook that a unit goes on from; without a date the unit fills it in.

    Raises UnknownChoice for a division that 区划 does not have, or where the disk is full; NotAllowed
    for one whose records the visitor may not see.
    """
    need_records(unit, what="报送工作簿")

    def write(prefilled: Prefilled, path: Path) -> str:
        return file_name(prefilled.write(path, unit))

    return _handed(write, as_of, XLSX)


def prefilled_zip(place: str, as_of: date | None, show: Show) -> Handed:
    """Return the workbooks of a place and of all units below it as one zip; else as above."""
    need_records(place, what="报送工作簿")

    def write(prefilled: Prefilled, path: Path) -> str:
        prefilled.write_zip(path, prefilled.units(place), show=show)
        return zip_name(prefilled.whose(place))

    return _handed(write, as_of, ZIP)


def _handed(write: Callable[[Prefilled, Path], str], as_of: date | None, mime: str) -> Handed:
    with TemporaryDirectory(prefix="dudao-") as folder, session_scope() as session:
        path = Path(folder) / "file"
        with writing(path) as part:
            name = write(Prefilled(session, WHOLE, as_of=as_of), part)
        return Handed(name, mime, path.read_bytes())


def original(submission: int) -> bytes:
    """Return the workbook that a submission was made from, as it was sent."""
    _need(submission)
    with session_scope(within=reach().divisions) as session:
        return originals.of_submission(session, submission)[1]


def _need(submission: int) -> None:
    """Refuse who may not see the records of the unit that sent a submission."""
    for each in store.submissions():
        if each.id == submission:
            need_records(each.unit, what="报送")


def warnings(submission: int) -> tuple[CellError, ...]:
    """Return the warnings that the sender of a submission was given, so far as they were kept."""
    _need(submission)
    with session_scope(within=reach().divisions) as session:
        return history.warnings(session, submission)


def damage_of(submission: int) -> str:
    """Say what is wrong with the workbook that was kept of a submission; empty where nothing is."""
    try:
        original(submission)
    except OriginalDamaged as error:
        return str(error)
    return ""


def has_original(digest: str) -> bool:
    """Say whether the workbook with this SHA-256 was kept."""
    with session_scope() as session:
        return originals.is_kept(session, digest)
