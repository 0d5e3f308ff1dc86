"""The caller's side of the processes that open strangers' files: start them, ask them, end them.

No file may hold up another: a few processes work side by side, each request is bounded in time, in
memory and in what it hands back, and whoever finds too many waiting is told so. Files and answers go
through pipes: nothing of a county's lies in a temporary folder when this process is killed.
"""

import atexit
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from enum import Enum
from pathlib import Path
from typing import Any

from sql.turns import Crowded, Turns
from sql.workbook.child import TOO_SLOW

PROJECT = Path(__file__).resolve().parents[2]
AT_ONCE = 4
"""So that slow files leave the way free; a sound one needs 150 to 300 MB, the worst that is read 700."""
MODULE = "sql.workbook.child"
KEPT = 2
"""Idle processes that are kept for the next file, about 100 MB each."""
MOST_WAITING = 20
WAIT_SECONDS = 120
MOST_TOLD = 32 << 20
MOST_BYTES = 256 << 20
_ENDED_FOR_MEMORY = {-signal.SIGABRT, -9}  # a failed allocation, the kernel's own choice
BY_THE_CLOCK = 10.0
_QUIET = {"MALLOC_ARENA_MAX": "2", "PYTHONWARNINGS": "ignore", "POLARS_MAX_THREADS": "2"}

Answer = tuple[dict[str, Any], list[bytes]]


class Cause(Enum):
    """Why a process gave no answer."""

    SLOW = "slow"
    MEMORY = "memory"
    BROKEN = "broken"  # the task failed on this file
    ENDED = "ended"


class ChildFailed(Exception):
    """A process gave no answer, or could not be started; it is not used again."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause.value)
        self.cause = cause


class Children:
    """A few processes, started on first use, used again while they are healthy.

    Safe to call from several threads, which take turns in the order of their coming.
    """

    def __init__(
        self, *, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING, module: str = MODULE
    ) -> None:
        self._turns = Turns(
            at_once=at_once, most_waiting=most_waiting, seconds=WAIT_SECONDS,
            says="正有{waiting}份工作簿排队检查，请稍后重试。",
        )  # fmt: skip
        self._module = module
        self._idle: list[_Child] = []
        self._lock = threading.Lock()

    def ask(
        self,
        task: str,
        told: dict[str, Any],
        content: bytes = b"",
        *,
        seconds: float,
        by_the_clock: float = BY_THE_CLOCK,
    ) -> Answer:
        """Have a task of `child.TASKS` done with a file, and return what it tells and its parts.

        `seconds` are those of a processor; by the clock it may take so many times as long, for a
        busy machine must not make a file a bad one.

        Raises:
            ChildFailed: if the process does not answer in time, or at all.
            Crowded: if too many wait already.
        """
        with self._turns.turn():
            child = self._taken()
            request = {"task": task, "told": told, "size": len(content), "seconds": seconds}
            try:
                head, parts = child.ask(request, content, seconds * by_the_clock)
            except BaseException:
                child.end()
                raise
            self._give_back(child, last=head["last"] or "failed" in head)
        if "failed" in head:
            raise ChildFailed(Cause(head["failed"]))
        return head["told"], parts

    def close(self) -> None:
        """End the processes that are not at work."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()

    def _taken(self) -> "_Child":
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.lives:
                    return child
                child.end()
        try:
            return _Child(self._module)
        except OSError:  # no memory, or too many processes
            raise ChildFailed(Cause.MEMORY) from None

    def _give_back(self, child: "_Child", *, last: bool) -> None:
        with self._lock:
            if not last and len(self._idle) < KEPT:
                self._idle.append(child)
                return
        child.end()


class _Child:
    """One process; it answers one request at a time."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603  a module of our own
            [sys.executable, "-m", module],
            cwd=PROJECT,
            env={**os.environ, **_QUIET},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], content: bytes, seconds: float) -> Answer:
        line = json.dumps(request).encode() + b"\n"
        answers: queue.Queue[Answer | None] = queue.Queue()
        listener = threading.Thread(target=self._exchange, args=(line, content, answers))
        listener.daemon = True
        listener.start()
        try:
            answer = answers.get(timeout=seconds)
        except queue.Empty:
            self._process.kill()
            listener.join()
            raise ChildFailed(Cause.SLOW) from None
        if answer is None:
            raise ChildFailed(self._cause())
        return answer

    def end(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _cause(self) -> Cause:
        """Tell from the way a process ended why; one that says too much ends here."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        code = self._process.returncode
        if code == TOO_SLOW:
            return Cause.SLOW
        return Cause.MEMORY if code in _ENDED_FOR_MEMORY else Cause.ENDED

    def _exchange(self, line: bytes, content: bytes, answers: "queue.Queue[Answer | None]") -> None:
        """Ask and pass on the answer; null when the process has died or says too much."""
        into, out = self._process.stdin, self._process.stdout
        assert into is not None and out is not None  # noqa: S101  both are pipes
        try:
            into.write(line)
            into.write(content)
            into.flush()
            head = json.loads(out.readline(MOST_TOLD))
            if sum(head["sizes"]) > MOST_BYTES:
                raise ValueError
            parts = [out.read(size) for size in head["sizes"]]
            whole = [len(part) for part in parts] == head["sizes"]
            answers.put((head, parts) if whole else None)
        except (OSError, ValueError, KeyError, TypeError):
            answers.put(None)


CHILDREN = Children()
atexit.register(CHILDREN.close)

__all__ = ["CHILDREN", "Cause", "ChildFailed", "Children", "Crowded"]
