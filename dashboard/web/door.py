"""Who may pass: sessions as they were read last, and the sockets that each has open.

Every process asks the database anew every few seconds, for all sessions that have a page open in one
query: who was locked, changed or signed out elsewhere loses his open pages then.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import NamedTuple

from anyio import CapacityLimiter, to_thread
from starlette.types import Message, Receive, Send

from dashboard.data.entering import entrance
from dashboard.web.wishes import is_heard
from metrics.access.actor import Actor

LOG = logging.getLogger(__name__)
SECONDS = 5.0
"""What was ended elsewhere is noticed after so long at most."""
NOTED = 60.0
"""So often it is written down which sessions were used."""
TICK = 0.5
GONE = 4401
"""The code a socket is closed with when its session ended: the browser goes to the sign-in page."""
SOCKETS_OF_ACCOUNT, SOCKETS_OF_ADDRESS = 60, 300
"""So many pages may be open at once: of one account (a training room), from one address (an office)."""
KNOWN = 10_000
LOOKS_AT_ONCE = 8


class Known(NamedTuple):
    """Who stands behind a digest, as it was read at a moment of the process's own clock."""

    who: Actor
    at: float


class Socket:
    """A websocket that can be cut from outside, even while a page is being drawn."""

    def __init__(self, who: Actor, receive: Receive, send: Send) -> None:
        self.who, self._receive, self._send = who, receive, send
        self._cut = asyncio.Event()
        self._waiting = asyncio.ensure_future(self._cut.wait())
        self.heard = False

    def cut(self) -> None:
        """Close it as soon as the server listens to it again, which it always does; send nothing more."""
        self._cut.set()

    def end(self) -> None:
        """Let go of it."""
        self._waiting.cancel()

    async def receive(self) -> Message:
        """Return what the browser sends next and may ask for, or that it is gone."""
        while True:
            message = await self._next()
            if is_heard(message):
                return message

    async def _next(self) -> Message:
        coming = asyncio.ensure_future(self._receive())
        await asyncio.wait({coming, self._waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not self._cut.is_set():
            self.heard = True
            return coming.result()
        coming.cancel()
        await self._send({"type": "websocket.close", "code": GONE})
        return {"type": "websocket.disconnect", "code": GONE}

    async def send(self, message: Message) -> None:
        """Pass on what the page sends, unless the session ended."""
        if not self._cut.is_set():
            await self._send(message)


class Door:
    """The sessions that one process knows."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._open: defaultdict[str, set[Socket]] = defaultdict(set)
        self._used: set[int] = set()
        self._looks = CapacityLimiter(LOOKS_AT_ONCE)
        self._database, self._looked = "", 0.0

    async def who(self, token: str) -> Actor | None:
        """Return who comes with a token, as it was a few seconds ago at most; null where it leads nowhere."""
        digest = entrance.digest(token)
        held = self._known.get(digest)
        if held is None or monotonic() - held.at > SECONDS:
            found = (await self._found(digest)).get(digest)
            if found is None:
                self.forget(digest)
                return None
            held = self._note(digest, found)
        if held.who.session is not None:
            self._used.add(held.who.session)
        return held.who

    def _note(self, digest: str, who: Actor) -> Known:
        if len(self._known) > KNOWN:
            self._known.clear()
        self._known[digest] = Known(who, monotonic())
        return self._known[digest]

    def crowded(self, who: Actor) -> bool:
        """Say whether an account, a show, or an address has as many pages open as it may."""
        sockets = [socket.who for each in self._open.values() for socket in each]
        whose = (who.account, who.meeting)  # who looks at a show takes no page of its maker's
        accounts = sum((other.account, other.meeting) == whose for other in sockets)
        addresses = sum(other.address == who.address for other in sockets)
        return accounts >= SOCKETS_OF_ACCOUNT or addresses >= SOCKETS_OF_ADDRESS

    @contextmanager
    def held(self, token: str, who: Actor, receive: Receive, send: Send) -> Iterator[Socket]:
        """Keep a socket where it can be found and cut."""
        digest, socket = entrance.digest(token), Socket(who, receive, send)
        self._open[digest].add(socket)
        try:
            yield socket
        finally:
            socket.end()
            self._open[digest].discard(socket)
            if not self._open[digest]:
                del self._open[digest]

    def forget(self, digest: str) -> None:
        """Cut every socket of a session, and ask the database anew for whoever comes with it."""
        self._known.pop(digest, None)
        for socket in tuple(self._open.get(digest, ())):
            socket.cut()

    def ask_again(self, digest: str) -> None:
        """Ask the database for whoever comes with a session next: it was changed here."""
        self._known.pop(digest, None)

    async def watch(self) -> None:
        """See again and again which sessions have ended and which were used, as long as the server runs."""
        async with asyncio.TaskGroup() as both:
            both.create_task(_again(TICK, self._look_when_due))
            both.create_task(_again(NOTED, self._write_down))

    async def _look_when_due(self) -> None:
        """Look every few seconds, and at once when an office has begun: nobody of the demo is known there."""
        database = entrance.database()
        if database == self._database and monotonic() - self._looked < SECONDS:
            return
        if database != self._database:
            self._known.clear()
        self._database, self._looked = database, monotonic()
        asked = tuple(self._open)
        found = await self._found(*asked) if asked else {}
        for digest in asked:
            if digest in found:
                self._note(digest, found[digest])
            else:
                self.forget(digest)

    async def _write_down(self) -> None:
        heard = {s for each in self._open.values() for s in each if s.heard}
        for socket in heard:
            socket.heard = False
        numbers = self._used | {s.who.session for s in heard if s.who.session is not None}
        self._used = set()
        await to_thread.run_sync(entrance.used, numbers)

    async def _found(self, *digests: str) -> dict[str, Actor]:
        return await to_thread.run_sync(entrance.found, digests, limiter=self._looks)


async def _again(seconds: float, look: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await look()
        except Exception:  # a database that is away must not end it
            LOG.exception("登录会话未能查看")
