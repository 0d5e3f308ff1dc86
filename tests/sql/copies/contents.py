"""A database in which every table has something, and what is asked of copies of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import insert, make_url

from metrics.dispatch.issued import Paper
from metrics.dispatch.meeting import Meeting
from sql.archive.manifest import Manifest, taken
from sql.database.engine import let_go, session_scope
from sql.database.snapshot import snapshot
from sql.dispatch import cases, issues, meeting_book, promises
from sql.models.dispatch import CALENDAR_ENTRIES
from sql.models.divisions import DIVISION_CHANGE_EVENTS, DIVISION_CHANGES, DIVISION_SUCCESSORS
from sql.models.followed import FOLLOWED
from sql.models.office import CONTACT_EVENTS, CONTACTS, REMINDERS, SETTINGS
from sql.models.scored import HAND_SCORES, SELF_SCORES, SHEET_TARGETS
from sql.models.sealed import (
    OBJECTION_EVENTS,
    OBJECTION_FILES,
    OBJECTIONS,
    ROUND_EVENTS,
    ROUNDS,
    SEAL_FILES,
)
from sql.reported import originals
from sql.workbook.originals import pack
from tests.databases import used
from tests.sql.dispatch.test_meetings import JULY, opened, promised, report, within
from tests.sql.dispatch.test_orders import happen, issue
from tests.sql.reported.test_submissions import JUNE

AT = "2024-07-01T00:00:00.000000Z"


def fill() -> Meeting:
    """Report, and put something into every table of the office; return the meeting that is open."""
    report(JUNE)
    meeting = opened()
    within(
        meeting_book.note,
        meeting=meeting.id,
        item="red-620100",
        words="倒排工期\n“另行”",
        by="记录人",
    )
    promise = promised(meeting)
    within(promises.keep, promise=promise, on=JULY, words="已补报", by="记录人")
    happen("reply", issue("P1 开工"), date(2024, 7, 10))
    within(cases.load_samples)
    within(cases.withdraw, case=1, reason="来源不实", by="甲")
    briefing = Paper(meeting.place, JUNE, 1)
    within(issues.allocate, paper=briefing)
    within(issues.printed, paper=briefing, digest="a" * 64, file_sha256="b" * 64)
    _fill_office()
    _fill_sealed()
    _fill_scored()
    return meeting


def _fill_sealed() -> None:
    """Put a row into every table of sealed rounds."""
    rows = {
        SEAL_FILES: {"sha256": "c" * 64, "size": 1, "packed": "AA=="},
        ROUNDS: {
            "place": "620000", "data_date": JUNE, "year": 2023, "number": 1, "title": "上半年评价",
            "rules": "national", "rules_on": JUNE, "standard": "建办城〔2021〕50号",
            "digest": "d" * 64, "file_sha256": "c" * 64, "log_number": 1, "at": AT, "by": "甲",
        },
        ROUND_EVENTS: {
            "round": 1, "kind": "published", "happened_on": JUNE, "until": JULY, "text": "公示",
            "at": AT, "by": "甲",
        },
        OBJECTIONS: {
            "round": 1, "unit": "620102", "code": "0000-0000-0000", "figure": "A07.1",
            "region": "620102", "made_on": JULY, "text": "户数有误", "at": AT, "by": "乙",
        },
        OBJECTION_FILES: {
            "objection": 1, "name": "说明.pdf", "sha256": "e" * 64, "size": 1, "packed": "AA==",
        },
        OBJECTION_EVENTS: {
            "objection": 1, "kind": "upheld", "happened_on": JULY, "text": "维持", "at": AT,
            "by": "甲",
        },
    }  # fmt: skip
    with session_scope(writing=True) as session:
        for table, row in rows.items():
            session.execute(insert(table).values(**row))


def _fill_scored() -> None:
    """Put a row into every table of score sheets."""
    about = {"sheet": "default100", "year": 2023, "region": "620102", "at": AT, "by": "甲"}
    rows = {
        SHEET_TARGETS: {"item": "D1", "target": "50%", "document": "函〔2024〕2号"},
        HAND_SCORES: {
            "item": "D5", "points": 250, "scorer": "乙", "scored_on": JULY, "evidence": "文件两份",
            "reason": "",
        },
        SELF_SCORES: {"item": "D1", "unit": "620102", "points": 950, "explanation": "含储备项目"},
    }  # fmt: skip
    with session_scope(writing=True) as session:
        for table, row in rows.items():
            session.execute(insert(table).values(**about, **row))


def _fill_office() -> None:
    """Put a row into every table of the office itself that has none yet, as its columns ask for."""
    rows = {
        SETTINGS: {"key": "office", "value": '"甲办"'},
        CONTACTS: {"unit": "620102", "name": "乙"},
        CONTACT_EVENTS: {"contact": 1, "kind": "removed"},
        REMINDERS: {
            "place": "620000", "unit": "620102", "due_for": JUNE, "reminded_on": JULY,
            "way": "微信", "text": "请报送\n“六月”",
        },
        CALENDAR_ENTRIES: {"place": "620000", "day": JULY, "title": "现场观摩", "venue": "甲县"},
        DIVISION_CHANGES: {"kind": "recoded", "since": JUNE, "document": "函〔2024〕1号"},
        DIVISION_CHANGE_EVENTS: {"change": 1, "kind": "revoked", "text": "有误"},
    }  # fmt: skip
    with session_scope(writing=True) as session:
        for table, row in rows.items():
            session.execute(insert(table).values(at=AT, by="甲", **row))
        session.execute(insert(DIVISION_SUCCESSORS).values(change=1, old="620102", new="620103"))
        session.execute(
            insert(FOLLOWED).values(account=1, kind="place", key="620102", did="followed", at=AT)
        )
        originals.keep(session, pack("报送".encode()))


def content(url: str) -> Manifest:
    """Return what a database holds."""
    with snapshot(make_url(url)) as connection:
        return taken(connection)


def file_of(url: str) -> Path:
    """Return the file of an SQLite database."""
    return Path(url.removeprefix("sqlite:///"))


@contextmanager
def elsewhere(url: str) -> Iterator[None]:
    """Use another database for a while than the one that the test uses."""
    let_go()
    with used(url):
        yield
