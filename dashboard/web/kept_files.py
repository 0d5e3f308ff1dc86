"""Scripts, styles and fonts, answered from memory and packed once.

A first visit asks for about a hundred of them while the page waits: Streamlit reads and sends each
anew, unpacked, which costs a few milliseconds of the server each.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

OWN = Path(__file__).parents[1] / "static"
PACKED = (".js", ".css", ".json", ".txt", ".svg")
FOREVER = b"public, immutable, max-age=31536000"
MONTH = b"public, max-age=2592000"
ASK = b"no-cache"
KEPT = 300
"""So many files stay in memory; a page needs about a hundred, all fonts another hundred."""


class Kept(NamedTuple):
    """One file as it is sent: its bytes, the same packed (empty: packing gains nothing), headers."""

    body: bytes
    packed: bytes
    headers: tuple[tuple[bytes, bytes], ...]


class KeptFiles:
    """Answer for the files that were there at the start; let all else pass."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._files = dict(_addresses())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._files.get(scope["path"]) if scope["type"] == "http" else None
        asked = dict(scope["headers"]) if path else {}
        if path is None or scope["method"] not in ("GET", "HEAD") or b"range" in asked:
            await self.app(scope, receive, send)
            return
        await _answer(kept(path), asked, send, body=scope["method"] == "GET")


def _addresses() -> Iterator[tuple[str, Path]]:
    """List addresses and files: nothing that a visitor writes ever becomes a path."""
    theirs = Path(file_util.get_static_dir()) / "static"
    for root, address in ((theirs, "/static"), (OWN, "/app/static")):
        for path in root.rglob("*"):
            if path.is_file():
                yield f"{address}/{path.relative_to(root).as_posix()}", path


@lru_cache(maxsize=KEPT)
def kept(path: Path) -> Kept:
    """Read and pack one file."""
    body = path.read_bytes()
    packed = gzip.compress(body, compresslevel=6, mtime=0) if path.suffix in PACKED else b""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = "; charset=utf-8" if kind.startswith("text/") else ""
    headers = (
        (b"content-type", f"{kind}{text}".encode()),
        (b"cache-control", _lasting(path)),
        (b"etag", f'"{hashlib.sha256(body).hexdigest()[:32]}"'.encode()),
        (b"vary", b"Accept-Encoding"),
    )
    return Kept(body, packed if len(packed) < len(body) else b"", headers)


def pack(paths: Iterable[Path]) -> None:
    """Pack files before they are asked for: the largest would hold up all other answers."""
    for path in paths:
        kept(path)


def _lasting(path: Path) -> bytes:
    """Streamlit's names change with their content; fonts never change; ours is asked for anew."""
    if OWN not in path.parents:
        return FOREVER
    return MONTH if path.suffix == ".woff2" else ASK


async def _answer(file: Kept, asked: Mapping[bytes, bytes], send: Send, *, body: bool) -> None:
    if asked.get(b"if-none-match") == dict(file.headers)[b"etag"]:
        await _send(send, 304, file.headers, b"")
        return
    packed = file.packed if b"gzip" in asked.get(b"accept-encoding", b"") else b""
    content = packed or file.body
    coding = ((b"content-encoding", b"gzip"),) if packed else ()
    length = ((b"content-length", str(len(content)).encode()),)
    await _send(send, 200, (*file.headers, *coding, *length), content if body else b"")


async def _send(
    send: Send, status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes
) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
