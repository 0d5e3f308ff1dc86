"""`start.py`: what stops it is a sentence, on any Python; two starts at once do no harm."""

import ast
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import starting
import wheels
from metrics.command_line import INTERRUPTED
from sql.database import settings

ROOT = Path(__file__).parents[1]
COPIED = ("start.py", "starting.py", "requirements.txt", "metrics", "dashboard", "sql", "exports")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder as an office has it, without packages or data."""
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return tmp_path


def started(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start as an office does, with a Python that brings no packages."""
    python = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return subprocess.run(
        [python, "start.py", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_first_file_is_read_by_old_pythons():
    tree = ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.FunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    refused = tree.body[2]
    assert isinstance(refused, ast.If) and "version_info < (3, 11)" in ast.unparse(refused.test)
    imported = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert imported[0].lineno < refused.lineno < imported[1].lineno


def test_a_port_in_use_is_said_before_anything_is_done(folder: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = started(folder, "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"端口{port}已被占用" in done.stderr and done.stderr.count("\n") == 1
    assert not (folder / ".venv").exists()


@pytest.mark.parametrize("port", ["0", "80000", "abc"])
def test_a_port_that_is_none_is_said_before_anything_is_done(folder: Path, port: str):
    done = started(folder, "--port", port)
    assert done.returncode == 2 and "不是端口" in done.stderr
    assert not (folder / ".venv").exists()


def test_a_second_start_in_the_same_folder_waits_for_nothing_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(starting, "LOCK", tmp_path / "lock")
    with starting._alone():
        with pytest.raises(SystemExit) as stopped, starting._alone():
            pass
        assert stopped.value.code == starting.STOPPED
    assert "另一个窗口正在安装或启动本系统" in capsys.readouterr().err
    with starting._alone():
        pass  # a lock ends with its process: nobody has to remove a file


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_sentence(folder: Path):
    folder.chmod(0o500)
    done = started(folder, "--only-install")
    folder.chmod(0o700)
    assert done.returncode == starting.STOPPED and done.stderr.startswith("无法写入")


def test_a_lock_that_cannot_be_written_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(starting, "LOCK", tmp_path / "no such folder" / "lock")
    with pytest.raises(SystemExit), starting._alone():
        pass
    assert capsys.readouterr().err.startswith("无法写入“")


def test_packages_that_are_not_in_the_folder_are_one_sentence_and_the_next_start_tries_again(
    folder: Path,
):
    (folder / "wheels").mkdir()
    (folder / "requirements.txt").write_text("no-such-package==1\n")
    done = started(folder, "--only-install")
    assert done.returncode == starting.STOPPED
    assert done.stderr.splitlines()[-1].startswith("安装软件包失败")
    assert not (folder / ".venv" / ".packages").exists()
    (folder / "requirements.txt").write_text("# none\n")
    assert started(folder, "--only-install").returncode == 0
    again = started(folder, "--only-install")
    assert again.stdout == "软件包已安装。\n"


@pytest.mark.parametrize(("code", "told"), [(21, 21), (-9, starting.STOPPED)])
def test_a_step_that_fails_or_is_killed_stops_the_start_and_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int, told: int
):
    monkeypatch.setattr(starting, "_run", lambda *_: code)
    with pytest.raises(SystemExit) as stopped:
        starting._prepare(Path("python"))
    assert stopped.value.code == told
    assert "“数据库：建立或升级”没有完成" in capsys.readouterr().err


def test_an_interruption_says_that_the_next_start_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    def interrupted() -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(starting, "LOCK", tmp_path / "lock")
    monkeypatch.setattr(starting, "_installed", interrupted)
    assert starting.main(["--only-install"]) == INTERRUPTED
    assert capsys.readouterr().err == "已中断；再次运行时接着做。\n"


def test_packages_are_listed_for_the_computer_they_go_to():
    windows, linux = (wheels.listed(platform, "3.13") for platform in wheels.PLATFORMS)
    assert set(windows) - set(linux) == {"colorama==0.4.6"}
    assert [line.partition("==")[0] for line in set(linux) - set(windows)] == ["uvloop"]


def test_on_linux_wheels_for_older_systems_are_taken_too():
    names = wheels.names("manylinux_2_28_aarch64")
    assert names[0] == "manylinux_2_28_aarch64"
    assert {"manylinux_2_17_aarch64", "manylinux2014_aarch64"} < set(names)
    assert wheels.names("win_amd64") == ["win_amd64"]


@pytest.mark.parametrize(
    ("address", "begun", "asked", "demo"),
    [
        ("", False, False, True),
        ("", True, False, False),
        ("", True, True, True),
        ("postgresql://h/db", False, False, False),
    ],
    ids=["nobody has begun", "an office has begun", "the demo is asked for", "a database is named"],
)
def test_the_demo_is_written_only_where_it_is_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, address: str, begun: bool, asked: bool,
    demo: bool,
):  # fmt: skip
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv(starting.DEMO, "1" if asked else "")
    monkeypatch.setattr(starting, "OFFICE_FILE", tmp_path / "dudao.sqlite")
    monkeypatch.setattr(starting, "OUTPUT", tmp_path / "output")
    if begun:
        (tmp_path / "dudao.sqlite").touch()
    done: list[str] = []
    monkeypatch.setattr(starting, "_run", lambda _python, *words: done.append(words[1]) or 0)
    starting._prepare(Path("python"))
    assert done == ["init", *(["demo", "published"] if demo else []), "cases", "latest"]


def test_both_files_name_the_same_databases():
    assert settings.OFFICE_FILE == starting.OFFICE_FILE
    assert starting.DEMO == "DUDAO_DEMO"
