"""Files answered from memory: packed where the browser can unpack, never a path of the visitor's."""

import asyncio
import gzip
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from dashboard.web.kept_files import KeptFiles

SHEET = "/app/static/sheet.css"


async def elsewhere(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def asked(
    path: str, *, method: str = "GET", **headers: str
) -> tuple[int, dict[bytes, bytes], bytes]:
    """Send one request and return status, headers and body."""
    sent: list[dict[str, Any]] = []
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": path, "method": method, "headers": pairs}

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    asyncio.run(KeptFiles(elsewhere)(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_a_file_is_packed_for_those_who_can_unpack_it():
    _, plain, body = asked(SHEET)
    _, headers, packed = asked(SHEET, accept_encoding="gzip, br")
    assert headers[b"content-encoding"] == b"gzip"
    assert gzip.decompress(packed) == body
    assert headers[b"content-length"] == str(len(packed)).encode()
    assert b"content-encoding" not in plain
    assert plain[b"vary"] == headers[b"vary"] == b"Accept-Encoding"


def test_a_file_that_did_not_change_is_not_sent_again():
    etag = asked(SHEET)[1][b"etag"].decode()
    status, _, body = asked(SHEET, if_none_match=etag)
    assert (status, body) == (304, b"")


def test_the_head_of_a_file_has_its_length_and_no_body():
    _, headers, body = asked(SHEET, method="HEAD")
    assert int(headers[b"content-length"]) > 0
    assert body == b""


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/app/static/../server.py", "/static/none.js", "/", "/supervision"],
)
def test_whatever_is_not_listed_passes(path: str):
    assert asked(path)[0] == 418


def test_a_part_of_a_file_and_a_change_pass():
    assert asked(SHEET, range="bytes=0-9")[0] == 418
    assert asked(SHEET, method="POST")[0] == 418
