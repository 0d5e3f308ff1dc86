"""Files are worked on side by side, each in bounds, and whatever one does the next is answered."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from sql.reported.intake import open_workbook
from sql.workbook import children as module
from sql.workbook.child import ENOUGH
from sql.workbook.children import Cause, ChildFailed, Children, Crowded
from sql.workbook.reading.reader import Reader
from sql.workbook.refusals import ReadersBusy
from tests.workbooks import made

ODD = "tests.sql.workbook.odd_child"


@pytest.fixture
def children() -> Iterator[Children]:
    own = Children(at_once=2, most_waiting=1, module=ODD)
    yield own
    own.close()


def echoed(children: Children) -> int:
    """Return the process that answers, with what was told and all that was sent."""
    told, parts = children.ask("echo", {"word": "字"}, b"\x00\xff" * 70_000, seconds=60)
    assert (told["word"], parts) == ("字", [b"\x00\xff" * 70_000])
    process: int = told["process"]
    return process


def test_a_healthy_process_is_asked_again_however_large_the_server_is(children: Children):
    large = bytearray(b"\xff") * (ENOUGH << 10)
    assert echoed(children) == echoed(children)
    del large


@pytest.mark.parametrize(
    ("task", "told", "cause"),
    [
        ("spin", {}, Cause.SLOW),
        ("fail", {}, Cause.BROKEN),
        ("fill", {}, Cause.MEMORY),
        ("end", {"code": 3}, Cause.ENDED),
    ],
)
def test_each_way_to_fail_has_its_cause_and_the_next_file_is_answered(
    task: str, told: dict[str, int], cause: Cause, children: Children
):
    before = echoed(children)
    with pytest.raises(ChildFailed) as failure:
        children.ask(task, told, seconds=0.5 if task == "spin" else 60)
    assert failure.value.cause is cause
    assert echoed(children) != before  # what the file left in its process meets no other


def test_a_process_that_cannot_be_started_is_a_cause_like_others(
    children: Children, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        patch.setattr(module.sys, "executable", "/no/such/python")
        with pytest.raises(ChildFailed) as failure:
            children.ask("echo", {}, seconds=60)
    assert failure.value.cause is Cause.MEMORY
    echoed(children)


def test_time_is_that_of_a_processor(children: Children, tmp_path: Path):
    until = tmp_path / "go"
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(
            children.ask, "wait", {"until": str(until)}, seconds=0.5, by_the_clock=1_000
        )
        sleep(1)  # no time of a processor; a busy machine gives a file as little
        until.touch()
        assert waiting.result() == ({}, [b""])


def test_an_answer_out_of_proportion_is_not_taken(
    children: Children, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "MOST_BYTES", 1_000)
    with pytest.raises(ChildFailed) as failure:
        children.ask("echo", {}, bytes(1_001), seconds=60)
    assert failure.value.cause is Cause.ENDED


def test_one_slow_file_leaves_the_way_free_and_a_full_queue_is_a_sentence(
    children: Children, tmp_path: Path
):
    until = tmp_path / "go"
    with ThreadPoolExecutor(3) as pool:
        slow = pool.submit(children.ask, "wait", {"until": str(until)}, seconds=60)
        echoed(children)
        assert not slow.done()
        more = [
            pool.submit(children.ask, "wait", {"until": str(until)}, seconds=60) for _ in range(2)
        ]
        while not children._turns._waiting:
            sleep(0.01)
        with pytest.raises(Crowded, match="正有1份工作簿排队检查，请稍后重试"):
            echoed(children)
        until.touch()
        for each in (slow, *more):
            each.result()


def test_a_file_that_finds_the_queue_full_was_not_refused(tmp_path: Path):
    file = made.write(tmp_path / "县.xlsx", made.county())
    full = Reader(children=Children(at_once=0, most_waiting=0))
    with pytest.raises(ReadersBusy, match="排队检查，请稍后重试"):
        open_workbook(file, reader=full)
