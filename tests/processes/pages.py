"""A visitor who speaks the page's own protocol, without a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

SECONDS = 60


class Visit:
    """One open page; `read` draws it again and returns every byte that came."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def read(self, page: str) -> str:
        """Ask for a page and return its bytes as text."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        self._socket.send(asked.SerializeToString())
        came = []
        while True:
            raw = bytes(self._socket.recv(SECONDS, decode=False))
            came.append(raw.decode("utf-8", errors="replace"))
            if ForwardMsg.FromString(raw).WhichOneof("type") == "script_finished":
                return "".join(came)


@contextmanager
def visit(host: str, token: str) -> Iterator[Visit]:
    """Open the pages with the cookie of a session."""
    with connect(
        f"ws://{host}/_stcore/stream", origin=Origin(f"http://{host}"), max_size=None,
        subprotocols=[Subprotocol("streamlit")], additional_headers={"Cookie": f"dudao={token}"},
    ) as socket:  # fmt: skip
        yield Visit(socket)


def read(host: str, token: str, page: str) -> str:
    """Open a page once."""
    with visit(host, token) as one:
        return one.read(page)
