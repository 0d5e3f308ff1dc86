"""Every command line is a table: its help loads nothing, and every command in it is there."""

import argparse
import errno
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from metrics.access import acting
from metrics.command_line import INTERRUPTED, run

ROOT = Path(__file__).parents[1]
FOLDERS = ("metrics", "sql", "exports")
COMMANDS = [
    (folder, name)
    for folder in FOLDERS
    for name, _, _ in import_module(f"{folder}.__main__").COMMANDS
]
ENGLISH = ("usage:", "positional arguments:", "options:", "optional arguments:")
LOADED = """
import sys
from {folder}.__main__ import main
try:
    main(["--help"])
except SystemExit:
    heavy = {{"polars", "sqlalchemy", "xlsxwriter", "typst", "yaml"}} & set(sys.modules)
    sys.exit(",".join(sorted(heavy)) or 0)
"""


@pytest.mark.parametrize("folder", FOLDERS)
def test_help_loads_nothing_that_takes_time(folder: str):
    asked = [sys.executable, "-c", LOADED.format(folder=folder)]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr


@pytest.mark.parametrize(("folder", "name"), COMMANDS)
def test_every_command_describes_itself(folder: str, name: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        import_module(f"{folder}.__main__").main([name, "--help"])
    assert stopped.value.code == 0
    told = capsys.readouterr().out
    assert f"用法：python -m {folder} {name}" in told
    assert not set(ENGLISH) & set(told.splitlines()) and "show this" not in told


def test_a_command_stopped_by_hand_says_so_without_a_traceback(capsys: pytest.CaptureFixture[str]):
    def stopped() -> str:
        raise KeyboardInterrupt

    parser = argparse.ArgumentParser()
    parser.set_defaults(run=stopped)
    assert run(parser, []) == INTERRUPTED
    assert capsys.readouterr().err == "已中断，没有完成。\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "99999"], "不是端口"),
        (["--port", "0"], "不是端口"),
        (["--port", "八千"], "不是端口"),
    ],
)
def test_a_port_that_is_none_is_refused(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as stopped:
        import_module("dashboard.__main__").main(arguments)
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


def test_a_port_in_use_and_an_address_elsewhere_are_one_chinese_line(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
):
    main = import_module("dashboard.__main__").main
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 2
    assert main(["--host", "nobody.invalid"]) == 2
    told = capsys.readouterr()
    assert (
        f"端口{port}已被占用，本系统可能已在运行；请换一个端口，如加上 --port {port + 1}"
        in told.err
    )
    assert "本机没有地址“nobody.invalid”" in told.err
    assert told.err.count("\n") == 2 and not told.out


def test_a_server_stopped_by_hand_has_done_its_work(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def stopped(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module("dashboard.web.server").app, "run", stopped)
    monkeypatch.setattr(import_module("sql.copies.keeping"), "start", lambda: None)
    monkeypatch.setattr(acting, "_closed", False)  # a server closes its process for good
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    assert import_module("dashboard.__main__").main(["--port", port, "--host", "127.0.0.1"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith(f"页面地址：http://127.0.0.1:{port}　")
    assert told[1].startswith("运行日志：") and told[-1] == "页面服务已停止。"
    # Nobody has an account yet.
    assert told[3].startswith(f"http://127.0.0.1:{port}/first?key=")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:8501（其他电脑把127.0.0.1换成本机的IP地址）"),  # noqa: S104
        ("::1", "http://[::1]:8501"),
        ("192.168.1.5", "http://192.168.1.5:8501"),
    ],
)
def test_the_address_that_is_told_can_be_opened(host: str, address: str):
    assert import_module("dashboard.__main__")._address(host, 8501) == address


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EACCES, "没有权限使用端口80，请换一个1024以上的端口"),
        (errno.EADDRINUSE, "端口80已被占用，本系统可能已在运行；请换一个端口，如加上 --port 81。"),
        (errno.EADDRNOTAVAIL, "本机没有地址“10.9.9.9”"),
    ],
)
def test_why_an_address_cannot_be_listened_on_is_told(number: int, told: str):
    main = import_module("dashboard.__main__")
    assert told in main._why(OSError(number, "English"), "10.9.9.9", 80)
