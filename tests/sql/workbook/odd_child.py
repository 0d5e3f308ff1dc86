"""A process for files whose tasks go wrong in every way a file can make them."""

import os
import sys
import time
from pathlib import Path
from typing import Any

from sql.workbook import child

Reply = tuple[dict[str, Any], list[bytes]]


def echo(told: dict[str, Any], content: bytes) -> Reply:
    sys.stdout.write("what a library says is no answer\n")
    return told | {"process": os.getpid()}, [content]


def wait(told: dict[str, Any], content: bytes) -> Reply:
    """Wait for a file to appear."""
    while not Path(told["until"]).exists():
        time.sleep(0.01)
    return {}, [content]


def spin(told: dict[str, Any], content: bytes) -> Reply:
    while True:
        sum(range(1_000))


def fail(told: dict[str, Any], content: bytes) -> Reply:
    raise ValueError(told)


def fill(told: dict[str, Any], content: bytes) -> Reply:
    return {}, [bytes(2 * child.MEMORY_LIMIT)]


def end(told: dict[str, Any], content: bytes) -> Reply:
    sys.stderr.flush()
    os._exit(told["code"])


if __name__ == "__main__":
    for task in (echo, wait, spin, fail, fill, end):
        child.TASKS[task.__name__] = f"tests.sql.workbook.odd_child:{task.__name__}"
    child.main()
