"""The caller's side of the reading process: start it, ask it, replace it when it dies."""

import atexit
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sql.workbook.guard import WorkbookRefused, far_flung

PROJECT = Path(__file__).resolve().parents[3]
SECONDS = 60


class Reader:
    """One reading process, started on first use, reused while it is healthy.

    Safe to call from several threads; they take turns. A file that kills the process or exceeds
    the time is refused, and the next file gets a new process.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turn = threading.Lock()
        self._child: subprocess.Popen[str] | None = None

    def read(self, path: Path, *, folder: Path, wanted: Iterable[str]) -> dict[str, Any]:
        """Return the child's answer; its Arrow files are in `folder`.

        Raises:
            WorkbookRefused: if the file was refused, killed the process or took too long.
        """
        request = {"path": str(path), "folder": str(folder), "wanted": sorted(wanted)}
        with self._turn:
            reply = self._ask(json.dumps(request))
        if "refused" in reply:
            raise WorkbookRefused(reply["refused"])
        return reply

    def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()

    def _ask(self, line: str) -> dict[str, Any]:
        child = self._child
        if child is None or child.poll() is not None:
            child = self._start()
        answers: queue.Queue[str] = queue.Queue()
        listener = threading.Thread(target=_exchange, args=(child, line, answers), daemon=True)
        listener.start()
        try:
            text = answers.get(timeout=self._seconds)
        except queue.Empty:
            text = ""
        if not text:
            child.kill()
            listener.join()
            self.close()
            raise far_flung()
        reply: dict[str, Any] = json.loads(text)
        if reply.pop("last"):
            self.close()
        return reply

    def _start(self) -> subprocess.Popen[str]:
        self.close()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "sql.workbook.reading.read_child"],
            cwd=PROJECT,
            env={**os.environ, "MALLOC_ARENA_MAX": "2", "PYTHONWARNINGS": "ignore"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        return self._child


def _exchange(child: subprocess.Popen[str], line: str, answers: "queue.Queue[str]") -> None:
    """Send one line and pass on the answer; empty text when the process has died."""
    try:
        assert child.stdin is not None and child.stdout is not None  # noqa: S101  both are pipes
        child.stdin.write(line + "\n")
        child.stdin.flush()
        answers.put(child.stdout.readline())
    except (OSError, ValueError):
        answers.put("")


READER = Reader()
atexit.register(READER.close)
