"""What killed processes left behind: removed when the screens start, after a day.

Nothing that is at work is a day old, in whichever of several servers on one machine.
"""

import glob
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sql.database.settings import database_url

STALE_SECONDS = 86_400


def sweep() -> None:
    """Remove temporary folders of ours, and unfinished copies beside an SQLite database."""
    for left in (*Path(tempfile.gettempdir()).glob("dudao-*"), *_unfinished()):
        with suppress(OSError):  # somebody else's, or gone already
            if time.time() - left.lstat().st_mtime < STALE_SECONDS:
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


def _unfinished() -> Iterator[Path]:
    url = database_url()
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        yield from file.parent.glob(f"{glob.escape(file.name)}.*.part")
