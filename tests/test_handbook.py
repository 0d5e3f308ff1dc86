"""运维手册 says what the programme does: its commands exist, and its sentences are the programme's."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from metrics import running_log

ROOT = Path(__file__).parents[1]
BOOK = (ROOT / "OPERATIONS.zh-CN.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    set(re.findall(r"python -m (metrics|sql|exports|dashboard) ([a-z][a-z-]*)", BOOK))
)
SOURCES = [*ROOT.glob("*.py"), *(f for d in running_log.OURS for f in (ROOT / d).rglob("*.py"))]
CODE = "".join(file.read_text(encoding="utf-8") for file in SOURCES)
SEEN_ONLY = (
    "命令输出中有“\\u25b6”一类字样",
    "其他电脑打不开页面",
    "经nginx打开后一直空白或变灰",
    "页面变灰",
    "名次、数字与预期不同",
)
"""What is seen, not read."""


def sentences() -> list[str]:
    """Return what the table of troubles quotes, cut at what changes from case to case."""
    table = BOOK.partition("| 看到的 | 怎么办 |")[2].splitlines()[2:]
    quoted = [line.split("|")[1].strip() for line in table if line.startswith("|")]
    said = [each for line in quoted if line not in SEEN_ONLY for each in line.split("、")]
    return [part for each in said for part in re.split(r"…|“|”|\d+|（编号", each) if len(part) > 3]


@pytest.mark.parametrize(("folder", "name"), COMMANDS)
def test_every_command_of_the_handbook_exists(folder: str, name: str):
    assert name in {each for each, _, _ in import_module(f"{folder}.__main__").COMMANDS}


def test_what_the_handbook_quotes_is_what_the_programme_says():
    assert len(sentences()) > 15
    assert [part for part in sentences() if part not in CODE] == []


def test_every_setting_of_the_handbook_is_read_and_every_one_read_is_there():
    assert set(re.findall(r"DUDAO_[A-Z_]+", BOOK)) == set(re.findall(r"DUDAO_[A-Z_]+", CODE))
