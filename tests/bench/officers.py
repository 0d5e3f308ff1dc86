"""Fifty officers at once over two servers behind nginx, and a stranger beside them.

Everything shares the machine: PostgreSQL, nginx, both servers and the visitors themselves. A click is
one page drawn again, from the asking to the last message of its run.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from metrics.access.roles import Role
from sql.__main__ import main
from sql.database.engine import session_scope
from sql.reported import history
from tests import tokens
from tests.bench.served import HEADER, line
from tests.databases import used
from tests.postgres_server import binaries, server
from tests.processes.two_servers import Served, behind_nginx

PAGES = ("", "supervision", "ranking", "indicators", "ledger", "reporting", "changes", "orders")
_SEED = count(1)


def measure(*, sessions: int, rounds: int, think: float) -> Iterator[str]:
    """Yield the rows: officers alone, then with a stranger beside them, errors and memory."""
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("PostgreSQL")
    with server(programs) as url, tempfile.TemporaryDirectory() as folder:
        if main(["copy", "--to", url, "--yes"]):
            raise RuntimeError("the database of DATABASE_URL was not copied")
        held = _officers(url, sessions)
        with behind_nginx(url, Path(folder)) as served:
            asyncio.run(_clicks(served.host, held[:8], rounds=len(PAGES), think=0.0))  # warm
            before = _memory(served)
            yield HEADER
            started = time.monotonic()
            times, errors = asyncio.run(_clicks(served.host, held, rounds=rounds, think=think))
            yield line(f"a page each {think:g} s, mixed", sessions, times)
            times, more = asyncio.run(_beside_a_stranger(served.host, held, rounds, think))
            yield line("the same beside a stranger", sessions, times)
            minutes = (time.monotonic() - started) / 60
            after = _memory(served)
            yield f"errors {errors + more}; memory of both servers {before} MB, after {minutes:.1f} min {after} MB"


def _officers(url: str, sessions: int) -> list[str]:
    """Begin a session for each: six in ten of counties, two of cities, two of the province."""
    with used(url), session_scope() as session:
        regions = history.divisions(session, as_of=date.max).unique("region").sort("region")
    by = {level: regions.filter(level=level)["region"].to_list() for level in ("省", "市", "县")}
    kinds = [(Role.COUNTY, "县")] * 6 + [(Role.CITY, "市")] * 2 + [(Role.CHIEF, "省")] * 2
    found = []
    for number in range(sessions):
        role, level = kinds[number % len(kinds)]
        place = by[level][number % len(by[level])]
        found.append(tokens.token(url, (role, place, None), account_name=f"officer{number}"))
    return found


async def _clicks(
    host: str, held: list[str], *, rounds: int, think: float
) -> tuple[list[float], int]:
    """Return milliseconds of all clicks, and how many failed."""
    found = await asyncio.gather(*(_officer(host, one, rounds, think) for one in held))
    return [each for times, _ in found for each in times], sum(errors for _, errors in found)


async def _officer(host: str, token: str, rounds: int, think: float) -> tuple[list[float], int]:
    chance = random.Random(next(_SEED))
    times, errors = [], 0
    await asyncio.sleep(chance.random() * think)
    async with _page(host, token) as socket:
        for turn in range(rounds):
            begun = time.perf_counter()
            try:
                errors += await _drawn(socket, PAGES[(turn + chance.randrange(2)) % len(PAGES)])
            except (OSError, TimeoutError):
                errors += 1
            times.append(1000 * (time.perf_counter() - begun))
            await asyncio.sleep(think * (0.5 + chance.random()))
    return times, errors


def _page(host: str, token: str) -> connect:
    return connect(
        f"ws://{host}/_stcore/stream", origin=Origin(f"http://{host}"), max_size=None,
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": f"{tokens.COOKIE}={token}"}, open_timeout=60,
    )  # fmt: skip


async def _drawn(socket: ClientConnection, page: str) -> int:
    """Ask for a page; return how many errors it showed."""
    asked, wrong = BackMsg(), 0
    asked.rerun_script.page_name = page
    await socket.send(asked.SerializeToString())
    while True:
        raw = bytes(await asyncio.wait_for(socket.recv(decode=False), 60))
        message = ForwardMsg.FromString(raw)
        element = message.delta.new_element
        wrong += message.WhichOneof("type") == "delta" and element.WhichOneof("type") == "exception"
        if message.WhichOneof("type") == "script_finished":
            return int(wrong)


async def _beside_a_stranger(
    host: str, held: list[str], rounds: int, think: float
) -> tuple[list[float], int]:
    """Let the officers click while somebody who is nobody opens sockets and sends files."""
    command = [sys.executable, "-m", "tests.bench.stranger", host]
    stranger = await asyncio.create_subprocess_exec(*command)
    try:
        return await _clicks(host, held, rounds=rounds, think=think)
    finally:
        stranger.terminate()
        await stranger.wait()


def _memory(served: Served) -> list[int]:
    """Return the MB that each server holds now."""
    found = []
    for process in served.running.values():
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        found.append(int(status.partition("VmRSS:")[2].split()[0]) >> 10)
    return found
