"""What `start.py` does: the packages, then database, demo province, evaluation, paper, and the screens.

The demo has a database of its own, and is written only while no office has begun (正式使用).

What exists already is kept, so that it can be run again at any time: after a failure, an interruption
or an upgrade. Nothing but Python is needed at its top: the packages are not there yet.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NoReturn

from dashboard.__main__ import parser, refuse_taken
from metrics import console
from metrics.command_line import INTERRUPTED
from metrics.errors import UserError

ROOT = Path(__file__).resolve().parent
OUTPUT = ROOT / "output"
WHEELS = ROOT / "wheels"
"""Packages brought along for a computer without internet: `make wheels`."""
REQUIREMENTS = ROOT / "requirements.txt"
LOCK = ROOT / ".start.lock"
OFFICE_FILE = ROOT / "data" / "dudao.sqlite"
DEMO = "DUDAO_DEMO"
STOPPED = 3


def main(argv: list[str] | None = None) -> int:
    """Prepare what is missing, then serve the screens until interrupted."""
    console.prepare()
    asked = parser("python start.py", "建立环境和数据库，启动页面；尚未正式使用的，写入演示省")
    asked.add_argument("--only-install", action="store_true", help="只安装软件包，不启动")
    options = asked.parse_args(argv)
    if options.demo:
        os.environ[DEMO] = "1"
    try:
        return _started(options.host, options.port, only_install=options.only_install)
    except UserError as error:
        console.complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        console.complain("已中断；再次运行时接着做。")
        return INTERRUPTED
    finally:
        console.finish()


def _started(host: str, port: int, *, only_install: bool) -> int:
    if not only_install:
        refuse_taken(host, port)  # before the work, not after it
    with _alone():
        python = _installed()
        if only_install:
            console.say("软件包已安装。")
            return 0
        _prepare(python)
    console.say("● 启动页面（按 Ctrl+C 停止）")
    with suppress(KeyboardInterrupt):  # the server, which hears it too, says what there is to say
        return _run(python, "dashboard", "--host", host, "--port", str(port))
    return 0


def _prepare(python: Path) -> None:
    _step(python, "数据库：建立或升级", "sql", "init")
    if _shows_demo():
        _step(python, "演示省数据：仅在空库时写入", "sql", "demo", "--if-empty")
        _step(python, "全国公布数据：仅在未导入时写入", "sql", "published", "--if-empty")
    _step(python, "经验案例：补入随附的案例", "sql", "cases")
    # In January, say, no project of the new year has been reported: no paper, but screens.
    console.say("● 评价与工作简报")
    with _writable(OUTPUT):
        OUTPUT.mkdir(exist_ok=True)
    _run(python, "exports", "latest", "--folder", str(OUTPUT))


def _shows_demo() -> bool:
    """Say whether the demo is shown: nobody has begun, or it is asked for (`sql.database.settings`)."""
    begun = os.environ.get("DATABASE_URL", "").strip() or OFFICE_FILE.exists()
    return bool(os.environ.get(DEMO, "").strip()) or not begun


def _step(python: Path, title: str, *arguments: str) -> None:
    """Run one of our commands that all else needs, telling what it is for."""
    console.say(f"● {title}")
    if code := _run(python, *arguments):
        console.complain(f"“{title}”没有完成；原因见上，处理后再次运行时接着做。")
        sys.exit(code if code > 0 else STOPPED)


def _run(python: Path, *arguments: str) -> int:
    return subprocess.run([python, "-m", *arguments], cwd=ROOT, check=False).returncode


def _installed() -> Path:
    """Return the Python that has the packages; the first time they are installed, offline if brought."""
    home = Path(sys.prefix) if sys.prefix != sys.base_prefix else ROOT / ".venv"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp, wanted = home / ".packages", hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if python.exists() and stamp.is_file() and stamp.read_text("ascii") == wanted:
        return python
    if home != Path(sys.prefix):
        console.say(f"● 建立虚拟环境 {home}")
        if subprocess.run([sys.executable, "-m", "venv", home], check=False).returncode:
            _stop(
                "无法建立虚拟环境：请检查文件夹能否写入、Python是否带有venv（Debian需安装python3-venv）。"
            )
    console.say("● 安装软件包（首次约需几分钟）")
    source = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", *source]
    if subprocess.run([*pip, "-r", str(REQUIREMENTS)], check=False).returncode:
        _stop(
            "安装软件包失败，原因见上。本机不能上网的，请按《运维手册》先带入wheels文件夹，再运行一次。"
        )
    with _writable(stamp):
        stamp.write_text(wanted, "ascii")
    return python


@contextmanager
def _alone() -> Iterator[None]:
    """Keep a second start in this folder out until all is prepared; a lock ends with its process."""
    with _writable(LOCK):
        file = LOCK.open("a+", encoding="ascii")
    with file:
        try:
            _lock(file)
        except OSError:
            _stop("本文件夹中另一个窗口正在安装或启动本系统，请等它完成，页面地址见那个窗口。")
        yield


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError:
        _stop(f"无法写入“{path}”：请检查文件夹的读写权限和磁盘空间，或把程序放到可以写入的位置。")


def _stop(sentence: str) -> NoReturn:
    console.complain(sentence)
    sys.exit(STOPPED)
