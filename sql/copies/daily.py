"""A copy a day, the newest ten of them, made by whichever process comes first."""

import re
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL

from sql.archive.file import SUFFIX
from sql.copies.moving import rows_held
from sql.copies.taking import back_up, note_backup
from sql.database import beijing, office_in_use
from sql.database.engine import session_scope
from sql.database.migrate import is_there
from sql.database.settings import DAILY_COPIES, copies_folder, daily_copies, using

OURS = re.compile(rf"daily-\d{{8}}{re.escape(SUFFIX)}")


def path_of_today(url: URL) -> Path:
    """Return where today's copy of a database stands, or would; the day is Beijing's."""
    return copies_folder(url) / f"daily-{beijing.today():%Y%m%d}{SUFFIX}"


def wanted(url: URL) -> int:
    """Return how many daily copies of a database are kept: DUDAO_COPIES, else what its office has set.

    Raises:
        UnknownChoice: if DUDAO_COPIES is no such number.
    """
    named = daily_copies()
    if named is not None:
        return named
    if not is_there(url):
        return DAILY_COPIES
    with using(url), session_scope() as session:
        return office_in_use.daily_copies(session)


def due(url: URL) -> bool:
    """Say whether today's copy is wanted and not there yet."""
    return wanted(url) > 0 and not path_of_today(url).exists()


def keep_daily(url: URL) -> Path | None:
    """Keep today's copy, and drop the oldest beyond the number that is set; null where none was due.

    An empty database is not copied: its copies would push out those of what was lost.

    Raises:
        DatabaseNotReady, DatabaseUnavailable: if there is nothing to copy from.
        BackupNotWritten: if it cannot be written; no older copy is dropped then.
    """
    if not due(url) or not any(rows_held(url).values()):
        return None
    path = path_of_today(url)
    note_backup(url, path, back_up(url, path))
    _drop_oldest(path.parent, kept=wanted(url))
    return path


def _drop_oldest(folder: Path, *, kept: int) -> None:
    ours = sorted(path for path in folder.iterdir() if OURS.fullmatch(path.name))
    for path in ours[:-kept]:
        with suppress(OSError):  # somebody has it open: it goes tomorrow
            path.unlink()
