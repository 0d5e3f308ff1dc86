"""One visitor takes no more than his share: open pages, uploads, forms that are under way."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.requests import Request
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dashboard.data import visitor
from dashboard.web import door, sign_in, uploads
from metrics.access.actor import Actor

PUT = {"type": "http", "method": "PUT", "path": f"{uploads.BELOW}page/file", "headers": []}


class Opened:
    """A page that somebody has open."""

    def __init__(self, who: Actor) -> None:
        self.who = who


def somebody(account: int, address: str = "10.0.0.1") -> Actor:
    return Actor(account=account, name=f"n{account}", shown="", session=account, address=address)


def pages_open(who: list[Actor]) -> door.Door:
    """Return a door at which these have a page open each."""
    one = door.Door()
    for each in who:
        one._open[str(each.account)].add(cast("door.Socket", Opened(each)))
    return one


@pytest.mark.parametrize(("more", "crowded"), [(-1, False), (0, True)])
def test_an_account_has_so_many_pages_open_and_no_more(more: int, *, crowded: bool):
    one = pages_open([somebody(1) for _ in range(door.SOCKETS_OF_ACCOUNT + more)])
    assert one.crowded(somebody(1)) is crowded
    assert not one.crowded(somebody(2, "10.0.0.2"))


def test_who_looks_at_a_show_takes_no_page_of_who_made_it():
    viewer = replace(somebody(1), meeting=7)
    one = pages_open([viewer] * door.SOCKETS_OF_ACCOUNT)
    assert one.crowded(viewer) and not one.crowded(somebody(1))


@pytest.mark.parametrize(("more", "crowded"), [(-1, False), (0, True)])
def test_an_address_has_so_many_pages_open_and_no_more(more: int, *, crowded: bool):
    one = pages_open([somebody(n) for n in range(door.SOCKETS_OF_ADDRESS + more)])
    assert one.crowded(somebody(1_000)) is crowded
    assert not one.crowded(somebody(1_000, "10.0.0.2"))


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryUploadedFileManager]:
    """Give what Streamlit keeps of uploads, and one page, which is open and is account 1's."""
    kept = MemoryUploadedFileManager("/")
    told = SimpleNamespace(client_context=SimpleNamespace(headers=[(visitor.ACCOUNT, "1")]))
    client = {"page": told, "another page": told}
    one = SimpleNamespace(uploaded_file_mgr=kept, get_client=client.get)
    monkeypatch.setattr(runtime, "get_instance", lambda: one)
    yield kept


def status(who: Actor, scope: dict[str, Any] = PUT) -> int | None:
    with uploads.counted(who, scope) as refused:
        return refused and refused.status_code


def test_so_many_uploads_of_an_account_are_under_way_and_no_more(manager: object):
    with ExitStack() as under_way:
        for _ in range(uploads.AT_ONCE):
            assert under_way.enter_context(uploads.counted(somebody(1), PUT)) is None
        assert status(somebody(1)) == 429
    assert status(somebody(1)) is None


def test_a_page_holds_so_many_files_and_no_more(
    manager: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(uploads, "FILES", 3)
    for number in range(3):
        assert status(somebody(1)) is None
        manager.add_file("page", UploadedFileRec(f"{number}", "a", "b", b"12345"))
    assert status(somebody(1)) == 413
    assert status(somebody(1), {**PUT, "method": "DELETE"}) is None
    monkeypatch.setattr(uploads, "FILES", 9)
    monkeypatch.setattr(uploads, "BYTES", 15)
    assert status(somebody(1)) == 413


def test_what_all_pages_of_an_account_hold_is_limited(
    manager: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(uploads, "BYTES", 10)
    manager.add_file("of somebody else", UploadedFileRec("0", "a", "b", b"1234567890"))
    assert status(somebody(1)) is None
    for page in ("page", "another page"):
        manager.add_file(page, UploadedFileRec("1", "a", "b", b"12345"))
    assert status(somebody(1)) == 413


@pytest.mark.parametrize(
    ("wanted", "led"), [("//[", "/"), ("/tasks?p=2", "/tasks?p=2"), ("//x", "/"), (None, "/")]
)
def test_a_visitor_is_led_inside_only(wanted: str | None, led: str):
    assert sign_in.inside(wanted) == led


def test_only_who_opened_a_page_uploads_into_it(manager: object):
    assert status(somebody(2)) == 403
    assert status(somebody(1), {**PUT, "path": f"{uploads.BELOW}other/file"}) == 403
    assert status(somebody(2), {**PUT, "path": "/"}) is None


def test_forms_of_one_address_are_under_way_so_many_at_once():
    here = Request({"type": "http", "client": ("10.0.0.1", 1), "headers": []})
    with ExitStack() as under_way:
        for _ in range(sign_in.TRIES_AT_ONCE):
            assert not under_way.enter_context(sign_in._counted(here))
        assert under_way.enter_context(sign_in._counted(here))
        other = Request({"type": "http", "client": ("10.0.0.2", 1), "headers": []})
        assert not under_way.enter_context(sign_in._counted(other))
    with sign_in._counted(here) as crowded:
        assert not crowded


def test_a_socket_that_is_cut_sends_nothing_more_and_tells_the_page_that_it_is_gone():
    sent: list[Any] = []

    async def cut() -> Any:
        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            await asyncio.sleep(60)

        socket = door.Socket(somebody(1), receive, send)
        waiting = asyncio.ensure_future(socket.receive())
        await socket.send({"type": "drawn"})
        socket.cut()
        await socket.send({"type": "never"})
        try:
            return await waiting
        finally:
            socket.end()

    assert asyncio.run(cut()) == {"type": "websocket.disconnect", "code": door.GONE}
    assert sent == [{"type": "drawn"}, {"type": "websocket.close", "code": door.GONE}]
