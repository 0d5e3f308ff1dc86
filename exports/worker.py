"""A process of its own for a paper: it may keep a processor busy, and what it held is freed with it."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STOPPED = "进程被系统中止，多因内存不足，请稍后重试"


class WorkerFailed(Exception):
    """The process ended with an error; the text says what was wrong, a note all that it told."""

    def __init__(self, stderr: str) -> None:
        """Keep of a traceback, which only we can read, what it ends in."""
        words = stderr.strip() or STOPPED
        super().__init__(words.splitlines()[-1] if "Traceback (most recent" in words else words)
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
            command, input=data, cwd=ROOT, capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError(module) from None
    except OSError as error:
        raise WorkerFailed(error.strerror or str(error)) from error
    if done.returncode:
        raise WorkerFailed(done.stderr.decode(errors="replace"))
    return done.stdout
