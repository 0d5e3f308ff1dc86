"""python -m dashboard: start the screens and print their address."""

import errno
import logging
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from metrics import command_line, running_log
from metrics.access import acting
from metrics.console import say
from metrics.errors import UnknownChoice
from metrics.version import PRODUCT_VERSION

EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - recognised, not listened on by itself
FIRST = """尚无人能够登录。请在24小时内打开以下一次性地址，为系统管理员（账号admin）设置密码：
{address}"""
LOG = logging.getLogger("dashboard")
UNSHARED = (
    "注意：没有设置STREAMLIT_SERVER_COOKIE_SECRET。几个服务共用一个数据库的必须设置，且各服务一致，"
    "否则上传会失败（《运维手册》“几个服务与nginx”）。"
)


def parser(prog: str, about: str) -> command_line.Parser:
    """Return what can be asked of the server; DUDAO_HOST and DUDAO_PORT stand for the options."""
    made = command_line.versioned(command_line.Parser(prog=prog, description=about))
    host, port = os.environ.get("DUDAO_HOST", "127.0.0.1"), os.environ.get("DUDAO_PORT", "8501")
    made.add_argument("--host", default=host, help="监听地址（默认127.0.0.1，只供本机访问）")
    made.add_argument("--port", type=command_line.port, default=port, help="监听端口（默认8501）")
    made.add_argument(
        "--demo", action="store_true", help="只看演示数据，不论是否已有正式使用的数据库"
    )
    made.add_argument(
        "--sealed", type=Path, metavar="FILE", help="只看一份封账文件（只读），不使用任何数据库"
    )
    return made


def main(argv: list[str] | None = None) -> int:
    """Serve until interrupted."""
    asked = parser("python -m dashboard", "启动页面服务")
    asked.set_defaults(run=serve)
    return command_line.run(asked, argv)


def serve(*, host: str, port: int, demo: bool, sealed: Path | None) -> str:
    """Make the database ready, then serve the screens on one address."""
    refuse_taken(host, port)
    if sealed is None:
        return _serve_office(host, port, demo=demo)
    if demo:
        raise UnknownChoice("--demo与--sealed不能同时使用，请只保留一个。")
    return _serve_sealed(host, port, sealed)


def _serve_sealed(host: str, port: int, file: Path) -> str:
    """Serve what one sealed file holds, from a database that is gone afterwards."""
    from sql.database.engine import let_go
    from sql.sealed.alone import open_alone

    with TemporaryDirectory(prefix="dudao-", ignore_cleanup_errors=True) as folder:
        say(f"正在核验封账文件：{file}")
        seal = open_alone(file, Path(folder))
        say(
            f"一致。评价摘要（SHA-256）：{seal.digest}\n页面地址：{_address(host, port)}　（按Ctrl+C停止）"
        )
        _run(host, port)
        let_go()
    return "页面服务已停止。"


def _serve_office(host: str, port: int, *, demo: bool) -> str:
    from sql.copies import keeping
    from sql.database import leftovers, migrate, own_files, settings
    from sql.office import demo_database

    if demo:
        settings.ask_for_demo()
    if renamed := demo_database.take_over():
        say(renamed)
    migrate.ensure_ready()
    own_files.keep_private(settings.database_url())
    leftovers.sweep()
    _tell(host, port)
    keeping.start()
    _run(host, port)
    return "页面服务已停止。"


def _run(host: str, port: int) -> None:
    from dashboard.data import visitor
    from dashboard.web.server import app

    acting.close()
    asked = {"server.address": host, "server.port": port}
    with suppress(KeyboardInterrupt):  # the way to stop it
        app.run(config={**asked, "server.trustedUserHeaders": visitor.TRUSTED})


def _tell(host: str, port: int) -> None:
    """Say where the screens are, where the log is, and how the first one comes in."""
    from sql.database import settings

    log = running_log.keep(f"server-{port}")
    database = settings.described(settings.database_url())
    LOG.info("启动：%s，监听%s:%d，数据库：%s", PRODUCT_VERSION, host, port, database)
    first = _entrance()
    if not settings.is_file() and not os.environ.get("STREAMLIT_SERVER_COOKIE_SECRET"):
        LOG.warning(UNSHARED)
        say(UNSHARED)
    say(f"页面地址：{_address(host, port)}　（按Ctrl+C停止）\n运行日志：{log}")
    if first:
        say(FIRST.format(address=f"{_address(host, port, plain=True)}{first}"))


def _entrance() -> str:
    """See that somebody can come in; return a one-time address where nobody can yet."""
    from sql.accounts import administrator, demo, first
    from sql.database.engine import session_scope

    with session_scope(writing=True) as session:
        if demo.offered():
            demo.make(session)
            return ""
        token = administrator.open_way(session)
    return first.address(token) if token else ""


def _address(host: str, port: int, *, plain: bool = False) -> str:
    if host in EVERYWHERE and plain:
        return f"http://127.0.0.1:{port}"
    if host in EVERYWHERE:
        return f"http://127.0.0.1:{port}（其他电脑把127.0.0.1换成本机的IP地址）"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def refuse_taken(host: str, port: int) -> None:
    """Refuse an address that cannot be listened on: the server would say so in English, or fall."""
    # On Windows the other option lets two programs listen on one port.
    alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, alone, 1)
            tried.bind(address)
    except OSError as error:
        raise UnknownChoice(_why(error, host, port)) from None


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port % 65_535 + 1
        return f"端口{port}已被占用，本系统可能已在运行；请换一个端口，如加上 --port {other}。"
    if error.errno == errno.EACCES:
        return f"没有权限使用端口{port}，请换一个1024以上的端口，如加上 --port 8501。"
    return f"本机没有地址“{host}”，请把 --host 改为127.0.0.1（只供本机）或0.0.0.0（供内网）。"


if __name__ == "__main__":
    sys.exit(main())
