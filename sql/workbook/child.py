"""The process in which a stranger's file is opened: whatever it does here, the caller lives on.

`python -m sql.workbook.child` answers requests from standard input until it closes: a line of JSON
`{"task", "told", "size", "seconds"}`, then so many bytes. The answer is a line of JSON `{"told",
"sizes", "last"}`, then the parts of those sizes; or `{"failed": cause}`. See `children.py`.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from typing import Any, BinaryIO

TASKS = {
    "read": "sql.workbook.reading.opening:read",
    "identify": "sql.workbook.reading.origin:identify",
    "unpack": "sql.workbook.reading.bundle:unpack",
    "table": "sql.workbook.reading.first_sheet:table",
    "mark": "sql.workbook.writing.annotate:marked",
    "list": "sql.workbook.writing.annotate:listed",
}
"""What is done with a file: the function takes what was told and the file, and returns the same."""
MEMORY_LIMIT = 4 << 30  # of address space; the allocators of the readers reserve about a third
ENOUGH = 700 << 10  # kB in use after which this process asks to be replaced
TOO_SLOW = 75
"""How this process ends when a file has taken its time."""
_LOOK = 0.2  # seconds between two looks at the time

Reply = tuple[dict[str, Any], list[bytes]]
Task = Callable[[dict[str, Any], bytes], Reply]


def main() -> None:
    """Serve until standard input closes or memory has grown."""
    _limit_memory()
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints is no answer
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        content = sys.stdin.buffer.read(request["size"])
        with _within(request["seconds"]):
            head, parts = _answer(request["task"], request["told"], content)
        head |= {"sizes": [len(part) for part in parts], "last": _used() > ENOUGH}
        _say(out, head, parts)
        if head["last"]:
            break


def _answer(task: str, told: dict[str, Any], content: bytes) -> Reply:
    try:
        reply, parts = _task(task)(told, content)
    except MemoryError:
        return {"failed": "memory"}, []
    except BaseException as error:  # a panic in a library is not an Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return {"failed": "broken"}, []
    return {"told": reply}, parts


def _task(name: str) -> Task:
    module, function = TASKS[name].split(":")
    task: Task = getattr(import_module(module), function)
    return task


def _say(out: BinaryIO, head: dict[str, Any], parts: list[bytes]) -> None:
    out.write(json.dumps(head).encode() + b"\n")
    for part in parts:
        out.write(part)
    out.flush()


def _limit_memory() -> None:
    """Bound this process's memory; Windows has no such call, there the bounds of the tasks hold."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """End this process when the block has used so much of a processor.

    Time of the processor, not of the clock: on a busy machine a sound file takes long by the clock.
    """
    done = Event()
    last = time.process_time() + seconds

    def watch() -> None:
        while not done.wait(_LOOK):
            if time.process_time() > last:
                os._exit(TOO_SLOW)

    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _used() -> int:
    """Return the most memory this process had in use, in kB; 0 where the system does not tell.

    Not `ru_maxrss`: Linux hands the caller's own down to the processes that it starts.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return int(status.split("VmHWM:")[1].split()[0])


if __name__ == "__main__":
    main()
