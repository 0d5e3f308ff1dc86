"""A visitor without a browser who clicks: every byte that comes is kept, and files are taken along.

A click is told as a browser tells it: by the identity of the button, in the part of the page it is in.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import ClientConnection

from tests.dashboard.web import visitor

TICKET = re.compile(rb"papers/[\w-]{20,}")


class Button(NamedTuple):
    """A button of the page: its words, its identity, and the part of the page that it draws again."""

    label: str
    id: str
    part: str


class Visitor(visitor.Visitor):
    """One open page of a server, by its host and the token of the session."""

    def __init__(self, socket: ClientConnection, host: str, token: str) -> None:
        super().__init__(socket)
        self._host, self._token = host, token
        self._asked = BackMsg()

    def run(self, wanted: BackMsg) -> "Visitor":
        """Tell the page something, and keep it for the clicks that follow, unless it is one."""
        if not wanted.rerun_script.widget_states.widgets:
            self._asked = wanted
        super().run(wanted)
        return self

    def buttons(self) -> list[Button]:
        """Return the buttons that the last run drew, those of forms left out."""
        found = []
        for message in self.seen:
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
        return self.run(asked).came

    def taken(self, came: bytes) -> bytes | None:
        """Return the file whose ticket came; null where none did."""
        found = TICKET.search(came)
        return None if found is None else self.get(f"/{found[0].decode()}")

    def get(self, path: str) -> bytes:
        """Ask for an address beside the page; what is refused is answered too."""
        return visitor.asked(self._host, path, token=self._token).body


@contextmanager
def visiting(address: str, token: str) -> Iterator[Visitor]:
    """Connect to a server as the browser of a session does."""
    host = address.removeprefix("http://")
    with visitor.visiting(host, token) as page:
        yield Visitor(page.socket, host, token)
