"""What every request passes: closed doors, a check of its origin, and the page's own language.

Pure ASGI, so that websockets pass here too. The gate stands behind these.
"""

from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.page_head import is_streamlits, patched

CLOSED = (
    "/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check",
    "/auth/login", "/auth/logout", "/oauth2callback",
)  # fmt: skip
CHANGING = ("POST", "PUT", "PATCH", "DELETE")
HEADERS = (
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    ),
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' "
        b"blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' "
        b"data:; connect-src 'self' ws: wss: blob:; worker-src 'self' blob:; object-src 'none'; "
        b"base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    ),
)
RAW = ("/static/", "/app/static/", "/_stcore/", "/media/", "/component/")


class ClosedDoors:
    """Answer 404 where Streamlit would tell about the process, or sign in by ways of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(CLOSED):
            await PlainTextResponse("没有这个页面。", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class SameOrigin:
    """Refuse websockets and changing requests that another site's page sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _foreign(scope):
            await _refuse(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _foreign(scope: Scope) -> bool:
    if scope["type"] not in ("http", "websocket"):
        return False
    if scope["type"] == "http" and scope["method"] not in CHANGING:
        return False
    headers = {key: value.decode("latin-1") for key, value in scope["headers"]}
    origin = headers.get(b"origin")
    return origin is not None and urlsplit(origin).netloc != headers.get(b"host", "")


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 4403})
        return
    await PlainTextResponse("请从本系统的页面操作。", 403)(scope, receive, send)


class Page:
    """Make the page ours, and give every answer its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if not scope["path"].startswith(RAW):
            plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            scope = {**scope, "headers": plain}
        await self.app(scope, receive, _Patched(send, page=scope["method"] == "GET").send)


class _Patched:
    """Hold back an HTML answer until it is whole, patch it, and pass all else on."""

    def __init__(self, send: Send, *, page: bool) -> None:
        self._send, self._page = send, page
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *HEADERS]}
            if self._page and _is_html(message):
                self._start = message
                return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body"):
            await self._flush(self._start)

    async def _flush(self, start: Message) -> None:
        body = patched(self._body) if is_streamlits(self._body) else self._body
        stale = (b"content-length", b"etag", b"last-modified")
        headers = [pair for pair in start["headers"] if pair[0] not in stale]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    kinds = (value for key, value in start["headers"] if key == b"content-type")
    return any(kind.startswith(b"text/html") for kind in kinds)
