"""What a browser may ask of an open page, and what Streamlit never hears."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.web.wishes import is_heard
from tests import tokens
from tests.dashboard.web.conftest import COUNTY, Attacked
from tests.dashboard.web.visitor import Visitor, visiting

UNHEARD = (
    "clear_cache", "set_run_on_save", "load_git_info", "debug_shutdown_runtime",
    "debug_disconnect_websocket",
)  # fmt: skip


def heard(wish: BackMsg) -> bool:
    return is_heard({"type": "websocket.receive", "bytes": wish.SerializeToString()})


@pytest.mark.parametrize("name", UNHEARD)
def test_wishes_of_developers_are_not_heard(name: str):
    assert not heard(BackMsg(**{name: True}))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("deferred_file", True), ("dataframe_chunk", True),
        ("install_skills", False), ("dismiss_skills_nudge", False),
    ],
)  # fmt: skip
def test_of_operations_only_those_that_give_data_are_heard(name: str, *, wanted: bool):
    wish = BackMsg()
    getattr(wish.backend_operation_request, name).SetInParent()
    assert heard(wish) is wanted


def test_what_pages_need_is_heard_and_what_cannot_be_read_is_left_to_streamlit():
    wish = BackMsg()
    wish.rerun_script.page_name = "overview"
    assert heard(wish) and heard(BackMsg(stop_script=True)) and heard(BackMsg(app_heartbeat=True))
    wish.file_urls_request.request_id = "1"
    assert heard(wish) and not heard(BackMsg())
    assert is_heard({"type": "websocket.receive", "bytes": b"\xff"})
    assert is_heard({"type": "websocket.disconnect"})


def test_a_page_goes_on_and_answers_none_of_them(attacked: Attacked):
    token = tokens.token(attacked.database, COUNTY, account_name="wishes")
    with visiting(attacked.host, token) as visitor:
        usual = _kinds(visitor.open()) | _kinds(visitor.open())
        for name in UNHEARD:
            visitor.socket.send(BackMsg(**{name: True}).SerializeToString())
        told = _kinds(visitor.open())
        assert told and told <= usual


def _kinds(visitor: Visitor) -> set[str | None]:
    return {message.WhichOneof("type") for message in visitor.seen}
