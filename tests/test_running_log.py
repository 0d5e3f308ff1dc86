"""The log: one line a record, mistakes under the number that was told, files turned over."""

import argparse
import errno
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.paper_log import logged as made_and_logged
from metrics import running_log
from metrics.command_line import BROKEN, run
from metrics.errors import FileUnusable, UnknownChoice
from sql.__main__ import main
from sql.reported.upload_log import logged
from tests.workbooks.made import county, province, write

ROOT = Path(__file__).parents[1]
CONFIDED = "不应写入日志"
LINE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+08:00 (记录|注意|错误) \[\d+\] ")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Log to a file of this test's own."""
    monkeypatch.setenv("DUDAO_LOGS", str(tmp_path / "data" / "logs"))
    yield running_log.keep("commands")
    monkeypatch.undo()
    running_log.keep("commands")


def log() -> logging.Logger:
    return logging.getLogger("metrics.tried")


def test_a_name_of_a_file_begins_no_line_of_its_own(kept: Path, monkeypatch: pytest.MonkeyPatch):
    # pytest keeps what reaches the root, and such a name cannot be handed from process to process.
    monkeypatch.setattr(log(), "propagate", False)
    root = logging.getLogger().handlers
    own = [h for h in root if isinstance(h, logging.FileHandler) and h.baseFilename == str(kept)]
    monkeypatch.setattr(log(), "handlers", own)
    log().info("文件“%s”", "甲\n2026-01-01 00:00:00+08:00 记录 [1] 已导入\r\n乙\udc80.xlsx")
    (line,) = kept.read_text("utf-8").splitlines()
    assert LINE.match(line) and line.endswith("已导入 乙\\udc80.xlsx”")


def test_only_whoever_runs_the_programme_may_read_what_it_keeps(kept: Path):
    log().info("甲")
    assert kept.parent.stat().st_mode & 0o777 == kept.parent.parent.stat().st_mode & 0o777 == 0o700


def test_a_mistake_of_ours_is_told_by_its_number_and_logged_with_its_traceback(
    kept: Path, capsys: pytest.CaptureFixture[str]
):
    def wrong() -> str:
        raise KeyError("甲")

    parser = argparse.ArgumentParser(prog="python -m metrics")
    parser.set_defaults(run=wrong)
    assert run(parser, []) == BROKEN  # type: ignore[arg-type]
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "Traceback" not in told
    number = re.search(r"编号(\w{8})", told)
    assert number is not None
    first, *traceback = kept.read_text("utf-8").splitlines()
    assert LINE.match(first) and f"编号{number[1]}" in first
    assert traceback[0] == "    Traceback (most recent call last):"
    assert all(line.startswith("    ") for line in traceback)


def test_files_are_turned_over_and_ten_old_ones_kept(kept: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(running_log, "LARGEST", 200)
    running_log.keep("commands")
    for number in range(60):
        log().info("第%02d条，长度足以使几条就换一个文件", number)
    *old, newest = sorted(kept.parent.iterdir())
    assert len(old) == 10 and newest == kept
    assert all(re.fullmatch(r"commands-\d{8}-\d{6}-\d{6}-\d+\.log", path.name) for path in old)
    told = re.findall(r"第(\d\d)条", "".join(path.read_text("utf-8") for path in (*old, newest)))
    assert told == [f"{number:02}" for number in range(60 - len(told), 60)] and len(told) < 60


def test_no_line_is_lost_where_many_commands_turn_one_file_over(tmp_path: Path):
    writes = (
        "import logging, sys; from metrics import running_log; "
        "running_log.LARGEST, running_log.KEPT = 1_000, 10_000; running_log.keep('commands'); "
        "[logging.getLogger('sql').info('%s:%d', sys.argv[1], n) for n in range(300)]"
    )
    environment = os.environ | {"DUDAO_LOGS": str(tmp_path / "logs")}
    processes = [
        subprocess.Popen([sys.executable, "-c", writes, str(each)], env=environment, cwd=ROOT)
        for each in range(4)
    ]
    assert [process.wait(60) for process in processes] == [0] * 4
    told = "".join(path.read_text("utf-8") for path in (tmp_path / "logs").iterdir()).splitlines()
    wanted = sorted(f"{each}:{n}" for each in range(4) for n in range(300))
    assert sorted(line.split()[-1] for line in told) == wanted


def test_a_log_that_cannot_be_written_or_turned_over_hinders_nothing(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(running_log, "LARGEST", 10)
    running_log.keep("commands")
    log().info("第一条")
    monkeypatch.setattr(Path, "rename", _refused)
    log().info("第二条")
    assert [line[-3:] for line in kept.read_text("utf-8").splitlines()] == ["第一条", "第二条"]
    monkeypatch.setenv("DUDAO_LOGS", "/dev/null/logs")
    running_log.keep("commands")
    log().info("第三条")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("number", "why"), [(errno.EACCES, "没有权限，或正被其他程序打开"), (errno.ENOSPC, "磁盘已满")]
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(
    kept: Path, capsys: pytest.CaptureFixture[str], number: int, why: str
):
    def shut() -> str:
        raise OSError(number, "English", "data/dudao.sqlite")

    parser = argparse.ArgumentParser(prog="python -m sql")
    parser.set_defaults(run=shut)
    assert run(parser, []) == FileUnusable.exit_code  # type: ignore[arg-type]
    assert capsys.readouterr().err == f"无法读写“data/dudao.sqlite”：{why}。\n"
    assert "Traceback" in kept.read_text("utf-8")


def test_a_mistake_of_ours_that_cannot_be_logged_is_told_in_one_line(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DUDAO_LOGS", "/dev/null/logs")
    running_log.keep("commands")
    running_log.numbered(KeyError("甲"), where="页面")
    assert capsys.readouterr().err == "无法写入日志“/dev/null/logs/commands.log”：KeyError('甲')\n"


def _refused(*_: object) -> None:
    raise PermissionError


def test_an_upload_is_told_with_what_became_of_it_and_none_of_its_cells(
    kept: Path, sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    wrong = {**county(), "项目": [*county()["项目"][:1], [CONFIDED] * 12]}
    write(tmp_path / "620000.xlsx", province())
    write(tmp_path / "620102.xlsx", wrong)
    for unit in ("620000", "620000", "620102"):
        file = tmp_path / f"{unit}.xlsx"
        main(["import", str(file), "--unit", unit, "--as-of", "2023-07-28"])
    assert CONFIDED in capsys.readouterr().err
    told = [line for line in kept.read_text("utf-8").splitlines() if "报送：" in line]
    assert len(told) == 3 and all(re.search(r"sha256 [0-9a-f]{64}，", line) for line in told)
    assert "单位620000，截至2023-07-28，文件“620000.xlsx”" in told[0]
    assert "已导入（第1号报送，新增" in told[0] and "用时" in told[0]
    assert "同一文件此前已导入（第1号报送）" in told[1]
    assert re.search(r"未导入，\d+处错误（.*not_a_year×\d", told[2])
    assert CONFIDED not in kept.read_text("utf-8")


def test_an_upload_that_could_not_run_is_told_with_its_reason(kept: Path):
    with (
        pytest.raises(UnknownChoice),
        logged(unit="620102", as_of="2023-07-28", file_name="甲.xlsx"),
    ):
        raise UnknownChoice("数据库正忙。")
    assert "sha256 未算出，未导入：数据库正忙。" in kept.read_text("utf-8")


def test_a_paper_is_told_with_its_size_or_why_it_was_not_made(kept: Path):
    assert made_and_logged("工作简报 第2期", lambda: b"x" * 4096) == b"x" * 4096
    with pytest.raises(UnknownChoice):
        made_and_logged("督办单", _refusing)
    one, two = kept.read_text("utf-8").splitlines()
    assert "已生成文件“工作简报 第2期”，4 KB，用时0.0秒" in one
    assert two.endswith("文件“督办单”未生成：缺字。")


def _refusing() -> bytes:
    raise UnknownChoice("缺字。")
