"""Files appear whole or not at all, and leave nothing beside them."""

import errno
import os
from pathlib import Path

import pytest

from metrics.command_line import writing
from metrics.errors import UnknownChoice
from metrics.whole_files import appearing


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_there_when_all_of_it_is(tmp_path: Path):
    out = tmp_path / "表.xlsx"
    out.write_bytes(b"old")
    with appearing(out) as part:
        part.write_bytes(b"new")
        assert out.read_bytes() == b"old"
    assert out.read_bytes() == b"new"
    assert names(tmp_path) == ["表.xlsx"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "磁盘空间不足，无法写入“{out}”：请清理磁盘，或换一个位置。"),
        (errno.EROFS, "无法写入“{out}”：所在磁盘是只读的，请换一个位置。"),
        (errno.EACCES, "无法写入“{out}”：请关闭正在打开它的程序，或换一个位置。"),
    ],
)
def test_what_cannot_be_written_says_why_and_leaves_nothing(
    code: int, sentence: str, tmp_path: Path
):
    out = tmp_path / "表.xlsx"
    out.write_bytes(b"old")
    with pytest.raises(UnknownChoice) as refusal, writing(out) as part:
        part.write_bytes(b"half")
        raise OSError(code, os.strerror(code))
    assert str(refusal.value) == sentence.format(out=out)
    assert out.read_bytes() == b"old"
    assert names(tmp_path) == ["表.xlsx"]


def test_what_a_killed_process_left_is_swept_and_what_another_writes_is_not(tmp_path: Path):
    out = tmp_path / "表[1].xlsx"
    stale, fresh = (tmp_path / f".{out.name}.{n}.part" for n in ("0", "1"))
    another = tmp_path / ".别的.xlsx.0.part"
    for path in (stale, fresh, another):
        path.touch()
    for path in (stale, another):
        os.utime(path, (0, 0))
    with appearing(out) as part:
        part.touch()
    assert names(tmp_path) == sorted([out.name, fresh.name, another.name])


def test_a_device_is_written_to_and_stays(tmp_path: Path):
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    with appearing(pipe) as part:
        assert part == pipe
    assert pipe.is_fifo()
