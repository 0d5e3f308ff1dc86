"""Whatever a console is, a command ends as it should and says what it can."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RULES = ("metrics", "rules", "--rules", "national", "--rules-on", "2024-01-01")
NOWHERE = ("sql", "import", "没有▶.xlsx", "--unit", "620102", "--as-of", "2023-07-28")
EVERY = ("metrics", "sql", "exports", "dashboard")


def ran(
    *arguments: str, encoding: str = "utf-8", **settings: object
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, check=False,
        **{"capture_output": True, **settings},  # type: ignore[call-overload]
    )  # fmt: skip


@pytest.mark.parametrize("command", EVERY)
def test_every_command_tells_one_version(command: str):
    done = ran(command, "--version")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == ran("metrics", "--version").stdout
    assert done.stdout.decode().startswith("督导一张表（Dudao）")


@pytest.mark.parametrize(("encoding", "read_as"), [("gbk", "gbk"), ("ascii", "utf-8")])
def test_a_console_without_a_character_gets_its_code_and_one_without_chinese_gets_utf8(
    encoding: str, read_as: str
):
    refused = ran(*NOWHERE, encoding=encoding)
    mark = "\\u25b6" if encoding == "gbk" else "▶"
    assert f"没有找到文件“没有{mark}.xlsx”" in refused.stderr.decode(read_as)
    assert refused.returncode == 2
    listed = ran(*RULES, encoding=encoding)
    assert listed.returncode == 0 and "有效的参数" in listed.stdout.decode(read_as)


def test_the_c_locale_prints_chinese():
    plain = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", *RULES], cwd=ROOT, env=plain, capture_output=True, check=False
    )
    assert done.returncode == 0 and "有效的参数" in done.stdout.decode()


@pytest.mark.parametrize("arguments", [RULES, ("sql", "--help")])
def test_a_reader_who_has_read_enough_is_no_error(arguments: tuple[str, ...]):
    reading, writing = os.pipe()
    os.close(reading)
    done = ran(*arguments, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-"])
def test_closed_outputs_hinder_nothing(closed: str):
    line = f'"{sys.executable}" -m {" ".join(RULES)} {closed}'
    assert subprocess.run(line, shell=True, cwd=ROOT, capture_output=True).returncode == 0  # noqa: S602


def test_output_that_a_full_disk_did_not_take_is_said():
    with Path("/dev/full").open("wb") as full:
        done = ran(*RULES, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 17
    assert done.stderr.decode() == "输出没有写完：请检查磁盘空间和写入权限。\n"


@pytest.mark.parametrize("missing", ["yaml", "polars"])
def test_a_missing_package_is_named_with_the_command_that_brings_it(missing: str, tmp_path: Path):
    (tmp_path / f"{missing}.py").write_text(
        f'raise ModuleNotFoundError("No module named {missing!r}", name="{missing}")'
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", *RULES], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 16
    assert f"缺少运行所需的软件包“{missing}”" in done.stderr.decode()
    assert "python start.py --only-install" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
