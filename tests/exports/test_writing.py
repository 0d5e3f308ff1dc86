"""Files appear whole or not at all."""

from pathlib import Path

import pytest

from exports import latest
from exports.latest import is_current, remember
from exports.writing import CannotWrite, target, write_whole


def test_写成后没有零碎文件(tmp_path: Path):
    write_whole(tmp_path / "a.pdf", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_写不成时也没有零碎文件(tmp_path: Path):
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(CannotWrite, match=r"无法写入.*请关闭正在打开它的程序，或换一个位置。$"):
        write_whole(tmp_path / "a.pdf", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_文件夹不存在时说明(tmp_path: Path):
    with pytest.raises(CannotWrite, match="不存在，请先建立"):
        target(tmp_path / "no" / "a.pdf", "pdf")


def test_写明的是文件夹时说明(tmp_path: Path):
    (tmp_path / "简报.pdf").mkdir()
    with pytest.raises(CannotWrite, match="是文件夹，请写明文件名"):
        target(tmp_path / "简报.pdf", "pdf")


def test_文件夹其实是文件时说明(tmp_path: Path):
    (tmp_path / "a.txt").touch()
    with pytest.raises(CannotWrite, match="是文件，不是文件夹"):
        target(tmp_path / "a.txt" / "a.pdf", "pdf")


@pytest.mark.parametrize("name", ["简报.docx", "简报", "简报.pdf.txt", ".pdf"])
def test_扩展名与内容不符的不写(tmp_path: Path, name: str):
    with pytest.raises(CannotWrite, match=r"应以\.pdf结尾。$"):
        target(tmp_path / name, "pdf")


def test_数据没变才沿用(tmp_path: Path):
    paper = tmp_path / "a.pdf"
    assert not is_current(paper, "1")
    write_whole(paper, b"x")
    remember(paper, "1")
    assert is_current(paper, "1")
    assert not is_current(paper, "2")
    paper.unlink()
    assert not is_current(paper, "1")


@pytest.mark.parametrize("changed", ["exports/fonts/a.otf", "metrics/days/b.csv", "sql/c.py"])
def test_字体_日历_程序变了也要重做(changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(latest, "ROOT", tmp_path)
    path = tmp_path / changed
    path.parent.mkdir(parents=True)
    path.write_bytes(b"1")
    before = latest.programme()
    path.write_bytes(b"2")
    assert latest.programme() != before
    (path.parent / "__pycache__").mkdir()
    (path.parent / "__pycache__" / "c.pyc").write_bytes(b"1")
    path.write_bytes(b"1")
    assert latest.programme() == before
