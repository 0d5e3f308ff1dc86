"""What an office copies by hand is whole: after each commit SQLite's own file holds it.

SQLite writes to a log beside its file (`-wal`) and moves it over when there is much of it; a copy of
the file alone lacks what still lies there.
"""

import sqlite3
from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

_MOVE = "PRAGMA wal_checkpoint(PASSIVE)"


def settle(made: Engine) -> None:
    """Move what was committed into the file itself, as far as nobody still reads what was before.

    It waits for nobody and hinders nothing: what cannot be moved now is moved after the next commit,
    and what fails here fails nothing, for the commit stands already.
    """
    if made.dialect.name != "sqlite":
        return
    with suppress(SQLAlchemyError, sqlite3.Error):
        connection = made.raw_connection()
        try:
            # Not in a transaction, in which SQLite refuses it: so not by `Engine.connect`.
            connection.cursor().execute(_MOVE).close()
        finally:
            connection.close()
