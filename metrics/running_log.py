"""The log of what the programme did, for whoever looks after it: `data/logs`, or DUDAO_LOGS.

Modules say what they have to by `logging.getLogger(__name__)`; nothing that cells hold is said. One
file belongs to the server of one port, one to all commands. Files are turned over at 5 MB and ten
old ones kept, named by the time until which they tell. What cannot be logged hinders nothing.
"""

import logging
import os
import re
from contextlib import suppress
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO
from uuid import uuid4

from metrics import console
from metrics.days.beijing import BEIJING

FOLDER = Path(__file__).parents[1] / "data" / "logs"
OURS = ("metrics", "sql", "exports", "dashboard")
LARGEST, KEPT = 5_000_000, 10
LEVELS = {logging.INFO: "记录", logging.WARNING: "注意", logging.ERROR: "错误"}
SECOND_LINE = "\n    "


class _Formatter(logging.Formatter):
    """Beijing time, level, process, and one line a record; a traceback follows it, indented."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record: no name of a file can begin a line of its own."""
        moment = datetime.fromtimestamp(record.created, BEIJING).isoformat(" ", "seconds")
        level = LEVELS.get(record.levelno, record.levelname)
        words = " ".join(record.getMessage().split())
        told = f"{moment} {level} [{record.process}] {words}"
        if record.exc_info:
            told += f"\n{self.formatException(record.exc_info)}".replace("\n", SECOND_LINE)
        return told


class _File(RotatingFileHandler):
    """A file that several processes write to at once: turning it over loses no line of any of them.

    An old file gets a name of its own and is never renamed again, as `RotatingFileHandler` does: of
    two processes that rename at once one would put its file over the other's.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True,
            errors="backslashreplace",
        )  # fmt: skip
        self.setFormatter(_Formatter())

    def _open(self) -> IO[str]:  # type: ignore[override]  # as its parent's parent has it
        folder = Path(self.baseFilename).parent
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        return super()._open()

    def doRollover(self) -> None:
        """Turn over, unless another process just did; Windows refuses while one has the file open."""
        if self.stream is not None:
            self.stream.close()
        self.stream = None  # opened again by what is written next
        path = Path(self.baseFilename)
        with suppress(OSError):
            if path.stat().st_size < self.maxBytes // 2:
                return
            moment = datetime.now(BEIJING).strftime("%Y%m%d-%H%M%S-%f")
            path.rename(path.with_name(f"{path.stem}-{moment}-{os.getpid()}{path.suffix}"))
            for old in _old_ones(path)[:-KEPT]:
                old.unlink()

    def handleError(self, record: logging.LogRecord) -> None:
        """Let work go on with a full disk or a folder that is shut; of a mistake of ours say which."""
        if record.exc_info:
            console.complain(f"无法写入日志“{self.baseFilename}”：{record.exc_info[1]!r}")


def _old_ones(path: Path) -> list[Path]:
    """Return the files that were turned over, the oldest first."""
    name = re.compile(
        rf"{re.escape(path.stem)}-\d{{8}}-\d{{6}}-\d{{6}}-\d+{re.escape(path.suffix)}"
    )
    return sorted(each for each in path.parent.iterdir() if name.fullmatch(each.name))


def folder() -> Path:
    """Return where the log is kept."""
    named = os.environ.get("DUDAO_LOGS", "").strip()
    return Path(named) if named else FOLDER


def keep(name: str) -> Path:
    """Log to a file of this name from now on, and return its path; it appears with the first line."""
    root = logging.getLogger()
    for before in [each for each in root.handlers if isinstance(each, _File)]:
        root.removeHandler(before)
        before.close()
    path = folder() / f"{name}.log"
    root.addHandler(_File(path))
    for each in OURS:
        logging.getLogger(each).setLevel(logging.INFO)
    return path


def numbered(error: BaseException, *, where: str) -> str:
    """Log a mistake of ours with its traceback, and return the number it stands under."""
    number = uuid4().hex[:8]
    logging.getLogger(__name__).error("编号%s，%s出错", number, where, exc_info=error)
    return number
