"""Files appear whole or not at all; what cannot be written says why."""

import errno
import glob
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_READ_ONLY = {errno.EROFS}
_STALE_SECONDS = 3_600


@contextmanager
def appearing(out: Path) -> Iterator[Path]:
    """Give a file beside `out` to write to, which becomes `out` when the block ends well.

    Else the file that was there stays, and nothing beside it: neither of this time nor of an earlier
    one that was killed. Raises OSError where the file cannot be written.
    """
    if out.exists() and not out.is_file():  # a device, which nothing may replace
        yield out
        return
    _sweep(out)
    part = out.with_name(f".{out.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        yield part
        part.replace(out)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)  # what became the file is there no more


def why_not_written(out: Path, error: OSError) -> str:
    """Say in one sentence why a file could not be written."""
    if error.errno in _FULL:
        return f"磁盘空间不足，无法写入“{out}”：请清理磁盘，或换一个位置。"
    if error.errno in _READ_ONLY:
        return f"无法写入“{out}”：所在磁盘是只读的，请换一个位置。"
    return f"无法写入“{out}”：请关闭正在打开它的程序，或换一个位置。"


def _sweep(out: Path) -> None:
    """Remove what killed processes left of this file."""
    now = time.time()
    for left in out.parent.glob(f".{glob.escape(out.name[:80])}.*.part"):
        with suppress(OSError):  # another process is at it
            if now - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()
