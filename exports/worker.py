"""A process of its own for a paper: it may keep a processor busy, and what it held is freed with it."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOG = logging.getLogger(__name__)
TOLD = 2_000
"""So many last characters of what a process told are logged."""
SPOKEN = {"PYTHONIOENCODING": "utf-8"}
"""What a process tells is read as UTF-8, whatever this machine speaks."""
STOPPED = "进程被系统中止，多因内存不足，请关闭其他程序后重试"


class WorkerFailed(Exception):
    """The process ended with an error; the text says what was wrong, a note all that it told."""

    def __init__(self, stderr: str) -> None:
        """Keep of a traceback, which only we can read, what it ends in."""
        words = stderr.strip() or STOPPED
        last = words.splitlines()[-1] if "Traceback (most recent" in words else words
        super().__init__(STOPPED if last.startswith("MemoryError") else last)
        self.add_note(stderr)


def made_apart(module: str, *arguments: str, value: object, seconds: float) -> bytes:
    """Run one of our modules, tell it one JSON value on standard input, and return what it wrote.

    Raises:
        TimeoutError: if it takes longer than so many seconds; it has been stopped then.
        WorkerFailed: if it ends with an error.
    """
    command = [sys.executable, "-m", module, *arguments]
    data = json.dumps(value, ensure_ascii=False).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=data, cwd=ROOT, env={**os.environ, **SPOKEN}, capture_output=True,
            timeout=seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TimeoutError(module) from None
    except OSError as error:
        raise WorkerFailed(error.strerror or str(error)) from error
    if done.returncode:
        told = done.stderr.decode(errors="replace")
        LOG.warning("%s 以%d结束：%s", module, done.returncode, told[-TOLD:])
        # Below 0 it was killed, whatever it had said before.
        raise WorkerFailed(told if done.returncode > 0 else "")
    return done.stdout
