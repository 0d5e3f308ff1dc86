"""What the server says about itself."""

import json
import re
import socket
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette import starlette_server

from dashboard.web import server
from dashboard.web.server import first_page, healthz
from sql.database.engine import let_go

ASKED = Request({"type": "http", "method": "GET", "path": "/healthz", "headers": []})


def test_health_tells_anybody_that_it_is_well_and_nothing_else(
    province: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", province)
    answer = healthz(ASKED)
    assert (answer.status_code, json.loads(bytes(answer.body))) == (200, {"ok": True})


def test_health_is_bad_when_the_database_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "folder.sqlite").mkdir()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'folder.sqlite'}")
    answer = healthz(ASKED)
    assert (answer.status_code, json.loads(bytes(answer.body))) == (503, {"ok": False})
    assert "无法打开数据库" in caplog.text
    let_go()


def test_small_answers_do_not_wait_for_one_another():
    listening = starlette_server._bind_socket("127.0.0.1", 0, 1)
    with socket.create_connection(listening.getsockname()), listening:
        listening.setblocking(True)
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_an_error_of_ours_is_shown_by_its_number_and_logged_under_it(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    def page() -> None:
        from dashboard.web.server import on_script_error

        on_script_error(KeyError("甲"))

    shown = AppTest.from_function(page).run().error[0].value
    number = re.search(r"编号(\w{8})", shown)
    assert number is not None and "KeyError" not in shown
    (logged,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert number[1] in logged.getMessage() and logged.exc_info is not None
    assert f"页面出错（编号{number[1]}），详情见日志。\n" in capsys.readouterr().err


def test_a_refusal_is_shown_as_it_stands_and_logged(caplog: pytest.LogCaptureFixture):
    def page() -> None:
        from dashboard.web.server import on_script_error
        from metrics.errors import UnknownChoice

        on_script_error(UnknownChoice("没有这个地区。"))

    caplog.set_level("INFO", "dashboard")
    assert AppTest.from_function(page).run().error[0].value == "没有这个地区。"
    assert "页面未显示：没有这个地区。" in caplog.text


@pytest.mark.parametrize(("asked", "led"), [("", "./"), ("place=62&p=2", "./?place=62&p=2")])
def test_the_name_of_the_first_page_leads_to_its_address(asked: str, led: str):
    scope = {"type": "http", "method": "GET", "path": "/overview", "headers": []}
    here = {"query_string": asked.encode(), "server": ("127.0.0.1", 8501)}
    answer = first_page(Request({**scope, **here}))
    assert (answer.status_code, answer.headers["location"]) == (307, led)
    assert "/overview" in [getattr(route, "path", "") for route in server.app._user_routes]
