"""What an office copies by hand is whole: after each commit SQLite's own file holds it.

SQLite writes to a log beside its file (`-wal`) and moves it over when there is much of it; a copy of
the file alone lacks what still lies there.
"""

import sqlite3
import time
from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import SQLAlchemyError

PATIENCE = 2.0
"""Seconds that a writer stays for those who still read what was before: a page, or a paper."""
_PAUSE = 0.05
_MOVE = "PRAGMA wal_checkpoint(PASSIVE)"


def settle(made: Engine, *, patience: float = PATIENCE) -> None:
    """Move what was committed into the file itself, as soon as nobody still reads what was before.

    Nobody is hindered meanwhile, neither readers nor writers. What still cannot be moved then is moved
    after the next commit; what fails here fails nothing, for the commit stands already.
    """
    if made.dialect.name != "sqlite":
        return
    with suppress(SQLAlchemyError, sqlite3.Error):
        connection = made.raw_connection()
        try:
            _move(connection.cursor(), end=time.monotonic() + patience)
        finally:
            connection.close()


def _move(cursor: DBAPICursor, *, end: float) -> None:
    """Move all pages that the log holds now; those that others add meanwhile are theirs to move."""
    # Not in a transaction, in which SQLite refuses it: so not by `Engine.connect`.
    wanted = None
    while True:
        cursor.execute(_MOVE)
        _busy, written, moved = cursor.fetchone() or (0, 0, 0)
        wanted = written if wanted is None else wanted
        # A log that has become shorter was begun anew, after all of it had been moved.
        if moved >= wanted or written < wanted or time.monotonic() > end:
            return
        time.sleep(_PAUSE)
