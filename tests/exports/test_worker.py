"""What goes wrong in a process of its own is told in a line that an officer can read."""

import os
import subprocess
from pathlib import Path

import pytest

from exports.excel import render as excel
from exports.excel.render import WritingFailed
from exports.pdf import render as pdf
from exports.pdf.render import TypesettingFailed
from exports.worker import STOPPED, WorkerFailed, made_apart
from tests.exports.papers.test_supervision_table import paper

FAULTY = "tests.exports.faulty_worker"


def test_of_a_traceback_only_its_end_is_told_and_all_of_it_is_kept():
    with pytest.raises(WorkerFailed, match=r"^KeyError: ") as failed:
        made_apart("exports.excel.excel_sheet", value={}, seconds=60)
    assert "\n" not in str(failed.value)
    assert "Traceback" in failed.value.__notes__[0]


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        (subprocess.CompletedProcess([], -9, stdout=b"", stderr=b""), STOPPED),
        (subprocess.CompletedProcess([], -9, stdout=b"", stderr=b"warning: old"), STOPPED),
        (subprocess.CompletedProcess([], 1, stdout=b"", stderr=b"too\nlong\n"), "too\nlong"),
        (OSError(12, "Cannot allocate memory"), "Cannot allocate memory"),
    ],
)
def test_a_process_that_ends_or_cannot_begin_is_no_paper(
    monkeypatch: pytest.MonkeyPatch, ended: object, told: str
):
    def run(*_: object, **__: object) -> object:
        if isinstance(ended, OSError):
            raise ended
        return ended

    monkeypatch.setattr("exports.worker.subprocess.run", run)
    with pytest.raises(WorkerFailed, match=told):
        made_apart("exports.excel.excel_sheet", value={}, seconds=60)


@pytest.mark.parametrize("fault", ["killed", "out of memory"])
def test_a_process_that_the_system_ends_says_the_cause_and_what_to_do(fault: str):
    with pytest.raises(TypesettingFailed) as failed:
        pdf.apart(FAULTY, fault, value={})
    assert str(failed.value) == f"排版失败，未生成文件：{STOPPED}"


def test_what_a_process_tells_is_read_in_any_locale(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    with pytest.raises(WorkerFailed) as failed:
        made_apart(FAULTY, "complaining", value={}, seconds=60)
    assert str(failed.value) == "没有“▶”的字形"


def test_a_process_that_takes_too_long_is_ended(tmp_path: Path):
    note = tmp_path / "pid"
    with pytest.raises(TimeoutError):
        made_apart(FAULTY, "endless", str(note), value={}, seconds=3)
    assert _gone(int(note.read_text()))


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_papers_that_take_too_long_say_after_how_long_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
):
    with pytest.raises(TypesettingFailed, match=r"^排版超过1秒，已停止，未生成文件；请缩小范围"):
        pdf.apart(FAULTY, "endless", value={}, seconds=1)
    monkeypatch.setattr(excel, "TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr(excel, "AT_ONCE", 0)  # a small table is written at once
    with pytest.raises(WritingFailed, match=r"^生成Excel超过0.01秒，已停止；请缩小筛选范围。$"):
        excel.render(paper())
