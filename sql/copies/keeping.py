"""What the server of the screens sees to by the way: the daily copy, and a database file that is whole.

The copy is made by a process of its own, so that pages neither wait nor share their memory with it.
"""

import logging
import os
import subprocess
import sys
from threading import Event, Thread

from metrics.errors import UserError
from sql.copies.daily import due
from sql.database.engine import engine
from sql.database.settings import PROJECT, database_url
from sql.database.whole_file import settle

FIRST, EVERY = 60.0, 60.0
"""Seconds after the start, and between two looks."""
if sys.platform == "win32":
    _QUIETLY = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
else:
    _QUIETLY = 0
LOG = logging.getLogger(__name__)


def start(*, first: float = FIRST, every: float = EVERY) -> Event:
    """See to the copies from now on, beside all other work; the event that is returned ends it."""
    ended = Event()
    Thread(target=_see_to_them, args=(ended, first, every), daemon=True).start()
    return ended


def _see_to_them(ended: Event, first: float, every: float) -> None:
    pause = first
    while not ended.wait(pause):
        pause = every
        try:
            look()
        except Exception:
            LOG.exception("每日备份出错")


def look() -> None:
    """Move what was committed into the database file, and have today's copy made if it is due."""
    try:
        settle(engine(writing=True))
        if due(database_url()):
            _have_it_made()
    except UserError as error:
        LOG.warning("每日备份没有完成：%s", error)


def _have_it_made() -> None:
    command = [sys.executable, "-m", "sql", "backup", "--daily"]
    done = subprocess.run(  # noqa: S603 - this project's own command
        command, cwd=PROJECT, capture_output=True, check=False, creationflags=_QUIETLY,
        stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    said = (
        (done.stderr if done.returncode else done.stdout).decode("utf-8", errors="replace").strip()
    )
    LOG.log(logging.WARNING if done.returncode else logging.INFO, "每日备份：%s", said)
