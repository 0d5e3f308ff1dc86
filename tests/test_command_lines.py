"""Every command line is a table: its help loads nothing, and every command in it is there."""

import argparse
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

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
