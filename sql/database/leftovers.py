"""What killed processes left behind: removed when the screens start, after a day.

Nothing that is at work is a day old, in whichever of several servers on one machine.
"""

import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

STALE_SECONDS = 86_400


def sweep() -> None:
    """Remove temporary folders of ours."""
    for left in Path(tempfile.gettempdir()).glob("dudao-*"):
        with suppress(OSError):  # somebody else's, or gone already
            if time.time() - left.lstat().st_mtime < STALE_SECONDS:
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()
