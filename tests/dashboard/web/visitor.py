"""A visitor without a browser: plain requests, and pages by the protocol that they speak themselves."""

import http.client
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.tokens import COOKIE

PATIENCE = 60


class Answer(NamedTuple):
    """What a server answered: status, headers in lower case, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def token(self) -> str:
        """The token in the cookie that is set; empty where none is."""
        return self.headers.get("set-cookie", "").partition(";")[0].partition("=")[2]


def asked(
    host: str, path: str, *, method: str = "GET", token: str = "", body: bytes | None = None,
    **headers: str,
) -> Answer:  # fmt: skip
    """Send one request and return the answer; `accept_encoding` is the header Accept-Encoding."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        sent["cookie"] = f"{COOKIE}={token}"
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    try:
        connection.request(method, path, body=body, headers=sent)
        answer = connection.getresponse()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, names, answer.read())
    finally:
        connection.close()


def sent(host: str, path: str, *, token: str = "", **fields: str) -> Answer:
    """Send a form as a page of the server itself would."""
    body = urlencode(fields).encode()
    kind = "application/x-www-form-urlencoded"
    return asked(
        host, path, method="POST", token=token, body=body, origin=f"http://{host}",
        content_type=kind,
    )  # fmt: skip


class Visitor:
    """One open page; `seen` keeps every message of the last run, `session` is Streamlit's own."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seen: list[ForwardMsg] = []
        self.came = b""
        self.session = ""

    def open(self, page: str = "", query: str = "", *, script: str = "") -> "Visitor":
        """Ask for a page, by name or by Streamlit's hash of it (`script`), and wait until it is whole."""
        wanted = BackMsg()
        wanted.rerun_script.page_name = page
        wanted.rerun_script.page_script_hash = script
        wanted.rerun_script.query_string = query
        return self.run(wanted)

    def run(self, wanted: BackMsg) -> "Visitor":
        """Tell the page something, and wait until it is whole again; every byte stands in `came`."""
        self.socket.send(wanted.SerializeToString())
        self.seen, whole, end = [], [], time.monotonic() + PATIENCE
        while time.monotonic() < end:
            raw = bytes(self.socket.recv(PATIENCE, decode=False))
            message = ForwardMsg.FromString(raw)
            self.seen.append(message)
            whole.append(raw)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id or self.session
            ended = kind == "script_finished"
            if ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self.came = b"".join(whole)
                return self
        raise TimeoutError(wanted.rerun_script.query_string)

    def text(self) -> str:
        """Return all that came, to look for words in."""
        return str(self.came, "utf-8", "replace")

    def cut_by(self, seconds: float = PATIENCE) -> int | None:
        """Wait until the server closes the page and return by which code; TimeoutError where it does not."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.socket.recv(timeout=1)
            except TimeoutError:
                continue
            except Exception:
                return self.socket.close_code
        raise TimeoutError


@contextmanager
def visiting(
    host: str, token: str = "", *, origin: str = "", taken_up: str = "", **headers: str
) -> Iterator[Visitor]:
    """Connect as a browser does; `taken_up` is a session of Streamlit to be taken up again."""
    names = ["streamlit", "x", taken_up] if taken_up else ["streamlit"]
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        told["cookie"] = f"{COOKIE}={token}"
    with connect(
        f"ws://{host}/_stcore/stream", subprotocols=[Subprotocol(name) for name in names],
        origin=Origin(origin or f"http://{host}"), additional_headers=told, max_size=None,
        open_timeout=PATIENCE,
    ) as socket:  # fmt: skip
        yield Visitor(socket)
