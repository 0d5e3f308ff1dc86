"""The server's share of a click alone: sessions that speak the page's own protocol, without a browser."""

import asyncio
import time
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.bench.served import COOKIE

LABEL = "灯色"
LIGHTS = ("红", "黄", "绿（迟）", "绿")
PAGE = "supervision"


class Session:
    """One visitor of the supervision table."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._page = ""
        self._fragment = ""
        self._choice: Any = None

    async def open(self) -> None:
        """Ask for the page and wait until it is whole."""
        asked = BackMsg()
        asked.rerun_script.page_name = PAGE
        await self._run(asked)

    async def click(self, turn: int) -> float:
        """Choose a light and return milliseconds until the table and all else has come."""
        options = [text for text in self._choice.options if text.endswith(LIGHTS)]
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self._page
        asked.rerun_script.fragment_id = self._fragment
        light = options[turn % len(options)]
        asked.rerun_script.widget_states.widgets.append(
            WidgetState(id=self._choice.id, string_value=light)
        )
        started = time.perf_counter()
        came = await self._run(asked)
        assert "bidi_component" in came, came
        return 1000 * (time.perf_counter() - started)

    async def _run(self, asked: BackMsg) -> list[str]:
        await self._socket.send(asked.SerializeToString())
        came = []
        while True:
            message = ForwardMsg.FromString(bytes(await self._socket.recv(decode=False)))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page = message.new_session.page_script_hash
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                came.append(self._noted(message))
            if kind == "script_finished":
                return came

    def _noted(self, message: ForwardMsg) -> str:
        element = message.delta.new_element
        kind = str(element.WhichOneof("type"))
        if kind == "selectbox" and element.selectbox.label == LABEL:
            self._choice, self._fragment = element.selectbox, message.delta.fragment_id
        return kind


async def clicks(host: str, *, rounds: int, sessions: int) -> list[float]:
    """Return milliseconds of clicks that all sessions make at the same time, round after round."""
    address, own = f"ws://{host}/_stcore/stream", Origin(f"http://{host}")
    signed_in = {"Cookie": "{name}={value}".format(**COOKIE)}
    sockets = [
        await connect(
            address,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            origin=own,
            additional_headers=signed_in,
        )
        for _ in range(sessions)
    ]
    visitors = [Session(socket) for socket in sockets]
    times: list[float] = []
    for visitor in visitors:
        await visitor.open()
    for turn in range(-1, rounds):
        found = await asyncio.gather(*(visitor.click(turn) for visitor in visitors))
        times += found if turn >= 0 else []
        await asyncio.sleep(0.5)
    for socket in sockets:
        await socket.close()
    return times
