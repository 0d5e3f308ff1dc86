"""A visitor without a browser: speaks the pages' own protocol, and keeps every byte that came.

A click is told as a browser tells it: by the identity of the button, in the part of the page it is in.
"""

import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.tokens import COOKIE

SECONDS = 60
TICKET = re.compile(rb"papers/[\w-]{20,}")


class Button(NamedTuple):
    """A button of the page: its words, its identity, and the part of the page that it draws again."""

    label: str
    id: str
    part: str


class Visitor:
    """One open page of a server."""

    def __init__(self, socket: ClientConnection, address: str, token: str) -> None:
        self._socket, self._address, self._token = socket, address, token
        self._seen: list[ForwardMsg] = []
        self._asked = BackMsg()

    def open(self, page: str, query: str = "") -> bytes:
        """Open a page as a link does, and return all that came."""
        self._asked = BackMsg()
        self._asked.rerun_script.page_name = "" if page == "overview" else page
        self._asked.rerun_script.query_string = query
        return self._run(self._asked)

    def buttons(self) -> list[Button]:
        """Return the buttons that the last run drew, those of forms left out."""
        found = []
        for message in self._seen:
            element: Any = message.delta.new_element
            if message.WhichOneof("type") == "delta" and element.WhichOneof("type") == "button":
                one = element.button
                if not one.is_form_submitter and not one.disabled:
                    found.append(Button(one.label, one.id, message.delta.fragment_id))
        return found

    def click(self, button: Button) -> bytes:
        """Click a button and return all that came."""
        asked = BackMsg()
        asked.CopyFrom(self._asked)
        asked.rerun_script.fragment_id = button.part
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = button.id, True
        return self._run(asked)

    def taken(self, came: bytes) -> bytes | None:
        """Return the file whose ticket came; null where none did."""
        found = TICKET.search(came)
        return None if found is None else self.get(f"/{found[0].decode()}")

    def get(self, path: str) -> bytes:
        """Ask for an address beside the page; what is refused is answered too."""
        asked = urllib.request.Request(  # noqa: S310 - our own server
            f"{self._address}{path}", headers={"Cookie": f"{COOKIE}={self._token}"}
        )
        try:
            with urllib.request.urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            return error.read()

    def _run(self, asked: BackMsg) -> bytes:
        self._socket.send(asked.SerializeToString())
        self._seen, came, end = [], [], time.monotonic() + SECONDS
        while time.monotonic() < end:
            raw = self._socket.recv(timeout=SECONDS)
            assert isinstance(raw, bytes)
            message = ForwardMsg.FromString(raw)
            came.append(raw)
            self._seen.append(message)
            ended = message.WhichOneof("type") == "script_finished"
            if ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return b"".join(came)
        raise TimeoutError(asked.rerun_script.query_string)


@contextmanager
def visiting(address: str, token: str) -> Iterator[Visitor]:
    """Connect to a server as the browser of a session does."""
    with connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(address),
        additional_headers={"Cookie": f"{COOKIE}={token}"},
        max_size=None,
        open_timeout=SECONDS,
    ) as socket:
        yield Visitor(socket, address, token)
