"""The gate: whoever has no session gets no further. Pure ASGI, so that websockets stop here too.

Whatever is not listed as open is closed. Pages learn who comes from headers that only this gate writes.
"""

from typing import NamedTuple
from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.data import visitor
from dashboard.data.entering import entrance
from dashboard.web import uploads
from dashboard.web.closing import closing
from dashboard.web.door import GONE, Door
from metrics.access import acting
from metrics.access.actor import Actor
from metrics.errors import UserError

OPEN = frozenset({"/sign-in", "/first", "/sso/start", "/sso/back", "/healthz"})
OPEN_BELOW = ("/static/", "/app/static/", "/show/")
"""What strangers get: ways to sign in, whether the server is well, and files that hold no data."""
PASSWORD = "/password"  # noqa: S105 - the address of a page
ALWAYS = frozenset({PASSWORD, "/sign-out", "/who"})
"""What is left to whoever has to change a password first."""
OURS = b"x-dudao-"
KEPT_LONGER = ("/component/", "/_stcore/bidi-components/")
"""Scripts of tables and maps: no data; a browser may keep them as long as they say."""
CROWDED = 4429
CHANGE_FIRST = 4403


class Passing(NamedTuple):
    """Who passes, with the token of the session."""

    who: Actor
    token: str


class Gate:
    """Refuse strangers; tell the pages who comes."""

    def __init__(self, app: ASGIApp, *, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if scope["type"] == "http" and is_open(scope["path"]):
            await self.app(_told(scope, None), receive, send)
            return
        try:
            token = token_of(scope)
            who = await self.door.who(token) if token else None
        except UserError as error:  # the database is away
            await _refuse(scope, receive, send, PlainTextResponse(str(error), 503))
            return
        if who is None:
            await _refuse(scope, receive, send, _stranger(scope), code=GONE)
        elif scope["type"] == "http":
            await self._answer(Passing(who, token), scope, receive, send)
        else:
            await self._connect(Passing(who, token), scope, receive, send)

    async def _answer(self, one: Passing, scope: Scope, receive: Receive, send: Send) -> None:
        if aside := _aside(one.who, scope):
            await aside(scope, receive, send)
            return
        with acting.using(one.who), uploads.counted(one.who, scope) as refused:
            if refused:
                await refused(scope, receive, send)
                return
            private = send if scope["path"].startswith(KEPT_LONGER) else _private(send)
            await self.app(_told(scope, one), receive, private)

    async def _connect(self, one: Passing, scope: Scope, receive: Receive, send: Send) -> None:
        if one.who.must_change or self.door.crowded(one.who):
            code = CHANGE_FIRST if one.who.must_change else CROWDED
            await _refuse(scope, receive, send, _stranger(scope), code=code)
            return
        with self.door.held(one.token, one.who, receive, send) as socket:
            await self.app(_told(scope, one), socket.receive, socket.send)


def is_open(path: str) -> bool:
    """Say whether strangers may ask for a path."""
    return path in OPEN or (path.startswith(OPEN_BELOW) and ".." not in path)


def cookie(*, secure: bool) -> str:
    """Return the name of the cookie: the demo and a sealed file have their own, so that all can be open at once."""
    name = "dudao_demo" if entrance.shows_demo() else "dudao"
    name = "dudao_sealed" if entrance.only_sealed() else name
    return f"__Host-{name}" if secure else name


def is_secure(scope: Scope) -> bool:
    """Say whether the browser came by TLS, here or at the server in front that uvicorn trusts."""
    return scope.get("scheme") in ("https", "wss")


def token_of(scope: Scope) -> str:
    """Return the token that a request brings, or an empty text."""
    return HTTPConnection(scope).cookies.get(cookie(secure=is_secure(scope)), "")


def _told(scope: Scope, one: Passing | None) -> Scope:
    headers = [pair for pair in scope["headers"] if not pair[0].startswith(OURS)]
    if one is not None:
        told = {visitor.SESSION: entrance.digest(one.token), visitor.ACCOUNT: one.who.account}
        headers += [(name.encode(), str(value).encode()) for name, value in told.items()]
    return {**scope, "headers": headers}


def _aside(who: Actor, scope: Scope) -> Response | None:
    """Return where somebody is led instead: to a new password, or to the only meeting he may see."""
    if scope["path"] in ALWAYS:
        return None
    if who.must_change:
        return (
            RedirectResponse(PASSWORD, 303)
            if _wants_page(scope)
            else closing("请先修改密码。", 403)
        )
    query = scope["query_string"].decode("latin-1")
    meeting = f"meeting={who.meeting}"
    if who.meeting is None or not _wants_page(scope) or meeting in query.split("&"):
        return None
    return RedirectResponse(f"/?{meeting}&present=1", 303)


def _wants_page(scope: Scope) -> bool:
    """Say whether a browser opens a page, rather than a part of it."""
    accepted = dict(scope["headers"]).get(b"accept", b"")
    return scope["method"] == "GET" and b"text/html" in accepted


def _stranger(scope: Scope) -> Response:
    if scope["type"] == "http" and _wants_page(scope):
        query = scope["query_string"].decode("latin-1")
        wanted = quote(scope["path"] + (f"?{query}" if query else ""), safe="")
        return RedirectResponse(f"/sign-in?next={wanted}", 303)
    return closing("请先登录。", 401)


async def _refuse(
    scope: Scope, receive: Receive, send: Send, answer: Response, *, code: int = 1013
) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": code})  # before it is accepted: HTTP 403
        return
    await answer(scope, receive, send)


def _private(send: Send) -> Send:
    """Keep what a session was answered out of every cache."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message["headers"] if pair[0].lower() != b"cache-control"]
            own = (b"cache-control", b"private, no-store")
            message = {**message, "headers": [*kept, own]}
        await send(message)

    return sent
