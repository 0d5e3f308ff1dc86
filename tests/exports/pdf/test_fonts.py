"""A paper is drawn with every font that ships, or refused with the name of the one that is missing."""

import re
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from exports.pdf import fonts
from exports.pdf.fonts import FONTS, FontMissing
from exports.pdf.render import render
from tests.exports import sample

README = (fonts.FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let papers take their fonts from a folder that a test may spoil."""
    folder = copytree(fonts.FOLDER, tmp_path / "fonts")
    monkeypatch.setattr(fonts, "FOLDER", folder)
    return folder


def test_字体文件齐全_大小与登记一致():
    assert {path.name: path.stat().st_size for path in fonts.FOLDER.glob("*.?tf")} == FONTS


def test_每个字体都在说明中列出来源和许可_许可文件在旁():
    assert set(re.findall(r"`([\w-]+\.[ot]tf)`", README)) == set(FONTS)
    for name in re.findall(r"`(licences/[\w.-]+)`", README):
        assert (fonts.FOLDER / name).is_file(), name


def test_缺一个字体_说出文件名_不用别的字体代替(copied: Path):
    (copied / "BriefKai-Regular.ttf").unlink()
    with pytest.raises(FontMissing, match=r"缺失或不完整：BriefKai-Regular\.ttf，未生成文件"):
        render(sample.briefing())


def test_字体文件不完整_同样说出(copied: Path):
    path = copied / "NotoSerifTibetan-Regular.ttf"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(FontMissing, match=r"NotoSerifTibetan-Regular\.ttf"):
        render(sample.briefing())


def test_没有字体文件夹_一句话说明(copied: Path):
    rmtree(copied)
    with pytest.raises(FontMissing) as told:
        render(sample.briefing())
    assert all(name in str(told.value) for name in FONTS)
    assert f"请从安装包恢复文件夹“{copied}”后重试" in str(told.value)
    assert told.value.exit_code == 35
