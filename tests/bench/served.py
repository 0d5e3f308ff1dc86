"""A server of the screens on a port of its own, on the database of DATABASE_URL, and its figures."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from dashboard.web.gate import cookie
from sql.database import settings
from tests import tokens

HEADER = "| what | sessions | n | p50 ms | p95 ms |\n|---|---:|---:|---:|---:|"
START_SECONDS = 90
COOKIE: dict[str, str] = {}
"""Name and value of the cookie that is signed in to the server that runs."""


@contextmanager
def served() -> Iterator[str]:
    """Start the screens, wait until they have loaded all that they load at the start, and stop them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "--port", str(port)],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
    )
    try:
        host = _answering(f"127.0.0.1:{port}")
        COOKIE["name"], COOKIE["value"] = cookie(secure=False), _token()
        yield host
    finally:
        server.terminate()
        server.wait(timeout=20)


def _token() -> str:
    url = settings.database_url().render_as_string(hide_password=False)
    places = ("900000", "990000")
    return tokens.token(url, *((role, at, None) for role in tokens.ALL_RIGHTS for at in places))


def _answering(host: str) -> str:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://{host}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            time.sleep(5)  # older dates are loaded behind the first visitor's back
            return host
    raise TimeoutError(host)


def line(what: str, sessions: int, times: Sequence[float]) -> str:
    """Write one row: the middle, and the time that 95 of 100 stay within (nearest rank)."""
    ordered = sorted(times)
    half, most = ordered[(len(ordered) - 1) // 2], ordered[-(-len(ordered) * 95 // 100) - 1]
    return f"| {what} | {sessions} | {len(ordered)} | {half:.0f} | {most:.0f} |"
