"""A workbook from the door to the database: read, parsed, checked, then stored whole or not at all."""

import hashlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import polars as pl
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.packs.latest_date import ahead_words
from metrics.records.findings import CellError, Severity
from metrics.records.invented import of_the_demo
from metrics.records.reports import PART, WHOLE, Outcome, open_questions
from metrics.records.sheets import SHEETS
from sql.database import beijing
from sql.database.engine import queue_for_writing, session_scope
from sql.database.settings import database_url, is_demo
from sql.reported import originals, parts, upload_log
from sql.reported.access.allowed import need
from sql.reported.known import asked, known_about, statement_before
from sql.reported.statements import newest_known
from sql.reported.submissions import accept
from sql.reported.typed.meanwhile import nothing_since
from sql.workbook.checking import area_rules, trend_rules
from sql.workbook.checking.check import check
from sql.workbook.checking.context import Checked, in_order
from sql.workbook.dropdowns import NATIONAL_LISTS, Lists, lists_of
from sql.workbook.guard import content_of
from sql.workbook.originals import Original, pack
from sql.workbook.reading.parse import Parsed
from sql.workbook.reading.reader import READER, Reader
from sql.workbook.refusals import ReadersBusy, WorkbookRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A workbook read and parsed, before anything is known of the database.

    `problems` are those of the file as a whole, `original` is the file packed to be kept (null where it
    cannot be read). It can be handed from one process to another.
    """

    file_name: str
    file_sha256: str
    sheets: Mapping[str, Parsed] = field(default_factory=dict)
    problems: tuple[CellError, ...] = ()
    original: Original | None = None


def import_workbook(
    source: Path | bytes,
    *,
    unit: str,
    as_of: date,
    sent_by: str | None = None,
    file_name: str | None = None,
    reader: Reader = READER,
    today: date | None = None,
    part: bool = False,
    since: int | None = None,
    confirmed: Container[str] | None = None,
) -> Outcome:
    """Import one workbook as the statement of `unit` for a data date, in transactions of its own.

    The file is read before any transaction, and a workbook that is refused never queues for writing:
    whatever it holds, nobody waits for it. `source` is a path, or all that an upload holds;
    `file_name` is the name the sender gave (null: that of the path). Cells hold words of the dated
    lists of the unit's rule pack. A refused file is an outcome, not an exception; nothing is stored
    then. So is a data date after `today` (null: now in Beijing), but for the days that the unit's
    rules let it lie ahead. Of a `part` (增量报送) what is not in the file stays as it was. A statement
    made from an earlier one says which submission that was (`since`, 0 for none; null: none).

    `confirmed` are the words of questions that were answered with yes; while one is open, nothing is
    stored and the outcome holds them. Null asks nothing, as suits a caller behind which nobody sits.

    Raises:
        ReadersBusy: if too many files wait to be read.
        ReportedMeanwhile: if the unit has reported after `since`.
    """
    lists = lists_of(unit, as_of)
    opened = open_workbook(source, file_name=file_name, lists=lists, reader=reader)
    return import_read(
        opened, unit=unit, as_of=as_of, sent_by=sent_by, today=today, part=part, since=since,
        confirmed=confirmed,
    )  # fmt: skip


def import_read(
    opened: Opened,
    *,
    unit: str,
    as_of: date,
    sent_by: str | None = None,
    today: date | None = None,
    part: bool = False,
    since: int | None = None,
    confirmed: Container[str] | None = None,
) -> Outcome:
    """Import a workbook that has been opened, in transactions of its own; see `import_workbook`."""
    kind = PART if part else WHOLE
    with session_scope() as session:
        looked = look(
            session, opened=opened, unit=unit, as_of=as_of, today=today, kind=kind,
            asking=confirmed is not None,
        )  # fmt: skip
    if looked.waits(confirmed):
        return looked.outcome
    with session_scope(writing=True) as session:
        return import_opened(
            session, opened=opened, unit=unit, as_of=as_of, sent_by=sent_by, today=today,
            looked=looked, kind=kind, since=since, confirmed=confirmed,
        )  # fmt: skip


def open_workbook(
    source: Path | bytes,
    *,
    file_name: str | None = None,
    lists: Lists = NATIONAL_LISTS,
    reader: Reader = READER,
) -> Opened:
    """Guard, read and parse one workbook; a file that cannot be read is opened with that problem.

    Raises:
        ReadersBusy: if too many files wait to be read.
    """
    name = file_name or (source.name if isinstance(source, Path) else "")
    digest = ""
    try:
        content = content_of(source) if isinstance(source, Path) else source
        digest = hashlib.sha256(content).hexdigest()
        book = reader.read(content, lists=lists)
        original = pack(content)
    except ReadersBusy:
        raise
    except WorkbookRefused as refusal:
        problem = CellError(code="file", value=str(refusal))
        return Opened(file_name=name, file_sha256=digest, problems=(problem,))
    return Opened(
        file_name=name, file_sha256=digest, sheets=book.sheets, problems=book.problems,
        original=original,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found while `newest` was the last submission of all, and whether anything was `asked`."""

    newest: int
    book: Checked
    outcome: Outcome
    asked: bool = False

    @property
    def statement(self) -> dict[str, pl.DataFrame]:
        """What the unit would say if it were stored, sheet by sheet, with `sheet_row`."""
        return {name: sheet.frame for name, sheet in self.book.sheets.items()}

    def waits(self, confirmed: Container[str] | None) -> bool:
        """Say whether it cannot be stored: for its errors, or for a question that is open."""
        asked = self.outcome.questions if confirmed is not None else ()
        return bool(self.outcome.errors or open_questions(asked, confirmed or ()))


def look(
    session: Session, *, opened: Opened, unit: str, as_of: date, today: date | None = None,
    kind: str = WHOLE, asking: bool = False,
) -> Looked:  # fmt: skip
    """Check an opened workbook against the database as it stands, and store nothing.

    The book of a PART (增量报送) holds the records that stay as well. Where it is `asking`, the outcome
    holds what has to be confirmed before it is stored. NotAllowed if who acts may not report for it.
    """
    need(session, Action.REPORT, unit)
    newest = newest_known(session, None)
    book, findings = _findings(session, opened, unit=unit, as_of=as_of, today=today, kind=kind)
    outcome = _outcome(opened, findings, unit=unit, as_of=as_of, kind=kind)
    looked = Looked(newest=newest, book=book, outcome=outcome, asked=asking)
    if outcome.errors or not asking:
        return looked
    told = asked(session, book, looked.statement)
    return replace(looked, outcome=replace(outcome, questions=told))


def import_opened(
    session: Session,
    *,
    opened: Opened,
    unit: str,
    as_of: date,
    sent_by: str | None = None,
    today: date | None = None,
    looked: Looked | None = None,
    kind: str = WHOLE,
    confirmed: Container[str] | None = None,
    at: datetime | None = None,
    since: int | None = None,
) -> Outcome:
    """Check an opened workbook against the database and store it whole, or not at all.

    What was `looked` at before holds still where nobody has reported since; else it is looked at, and
    asked, again. `at` is the moment of acceptance (null: now), `since` as in `import_workbook`.
    Raises ReportedMeanwhile if the unit has reported after it, NotAllowed as `look`.
    """
    queue_for_writing(session)  # what the check reads must still hold when the rows are stored
    need(session, Action.REPORT, unit)
    if since is not None:
        nothing_since(session, unit=unit, as_of=as_of, newest=since)
    asking = confirmed is not None
    if looked is None or looked.newest != newest_known(session, None) or asking > looked.asked:
        looked = look(
            session, opened=opened, unit=unit, as_of=as_of, today=today, kind=kind, asking=asking
        )
    if looked.waits(confirmed):
        return looked.outcome
    accepted = accept(
        session, unit=unit, as_of=as_of, sent_by=sent_by, file_name=opened.file_name,
        file_sha256=opened.file_sha256,
        sheets=looked.statement, before=looked.book.known.previous, kind=kind, at=at,
        confirmed=looked.outcome.questions if asking else (), warnings=looked.outcome.warnings,
    )  # fmt: skip
    outcome = replace(looked.outcome, accepted=accepted)
    if not accepted.repeated:
        if opened.original is not None:
            originals.keep(session, opened.original)
        upload_log.note_stored(session, outcome)
    return outcome


def _outcome(
    opened: Opened, findings: list[CellError], *, unit: str, as_of: date, kind: str
) -> Outcome:
    return Outcome(
        unit=unit, as_of=as_of, file_name=opened.file_name, file_sha256=opened.file_sha256,
        counts={n: s.frame.height for n, s in opened.sheets.items()},
        errors=tuple(_refused(findings)),
        warnings=tuple(f for f in findings if f.severity is Severity.WARN),
        kind=kind,
    )  # fmt: skip


def _findings(
    session: Session, opened: Opened, *, unit: str, as_of: date, today: date | None, kind: str
) -> tuple[Checked, list[CellError]]:
    """Return the problems of the file alone if any refuses, else those of all its cells."""
    sheets = opened.sheets
    ahead = _ahead(unit, as_of, today or beijing.today())
    findings = [*ahead, *_in_demo(unit), *opened.problems]
    unread = [problem.value for problem in opened.problems if problem.code == "unread_sheet"]
    book = Checked(sheets=sheets, unit=unit, as_of=as_of, unread=unread)
    if _refused(findings):
        return book, findings
    of_cells = [error for sheet in sheets.values() for error in sheet.errors]
    if _has_rows(book):
        book = area_rules.without_those_above(replace(book, known=known_about(session, book)))
    if not _has_rows(book):
        return book, [*findings, *(_refused(of_cells) or [CellError(code="no_rows")])]
    return _compared(session, book, [*findings, *of_cells], kind=kind)


def _has_rows(book: Checked) -> bool:
    return any(sheet.frame.height for sheet in book.sheets.values())


def _compared(
    session: Session, book: Checked, findings: list[CellError], *, kind: str
) -> tuple[Checked, list[CellError]]:
    """Check a workbook that has rows, a part of one with what stays; add that to its findings."""
    before = statement_before(session, book, *SHEETS)
    if kind == PART:
        book = replace(book, sheets=parts.merged(book.sheets, before))
        book = replace(book, known=known_about(session, book))
    findings += parts.brought_about(book, before) if kind == PART else check(book)
    if _refused(findings):
        return book, in_order(findings)
    # What changed since last time is worth asking once the workbook itself stands.
    book = replace(book, known=replace(book.known, previous=before))
    return book, in_order([*findings, *trend_rules.findings(book)])


def _ahead(unit: str, as_of: date, today: date) -> list[CellError]:
    words = ahead_words(as_of, unit=unit, today=today)
    if not words:
        return []
    return [CellError(code="date_ahead", value=str(as_of), sentence=f"数据截止日期{words}")]


def _in_demo(unit: str) -> list[CellError]:
    """Keep real places out of the demo's database, which has what the ministry published besides."""
    if of_the_demo(unit) or not is_demo(database_url()):
        return []
    return [CellError(code="real_unit_in_demo", value=unit)]


def _refused(findings: Iterable[CellError]) -> list[CellError]:
    return [finding for finding in findings if finding.severity is Severity.REFUSE]
