"""What goes wrong in a process of its own is told in a line that an officer can read."""

import subprocess

import pytest

from exports.worker import STOPPED, WorkerFailed, made_apart


def test_of_a_traceback_only_its_end_is_told_and_all_of_it_is_kept():
    with pytest.raises(WorkerFailed, match=r"^KeyError: ") as failed:
        made_apart("exports.excel.excel_sheet", value={}, seconds=60)
    assert "\n" not in str(failed.value)
    assert "Traceback" in failed.value.__notes__[0]


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        (subprocess.CompletedProcess([], -9, stdout=b"", stderr=b""), STOPPED),
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
