"""python -m dashboard: start the screens and print their address."""

import os
import socket
import sys

from metrics import command_line
from metrics.errors import UnknownChoice


def main(argv: list[str] | None = None) -> int:
    """Serve until interrupted; DUDAO_HOST and DUDAO_PORT stand for the options."""
    parser = command_line.Parser(prog="python -m dashboard", description="启动页面服务")
    host, port = os.environ.get("DUDAO_HOST", "127.0.0.1"), os.environ.get("DUDAO_PORT", "8501")
    parser.add_argument("--host", default=host, help="监听地址（默认127.0.0.1，只供本机访问）")
    parser.add_argument("--port", type=command_line.port, default=port, help="监听端口（默认8501）")
    parser.set_defaults(run=serve)
    return command_line.run(parser, argv)


def serve(*, host: str, port: int) -> str:
    """Make the database ready, then serve the screens on one address."""
    from dashboard.web.server import app
    from sql.database import migrate

    migrate.ensure_ready()
    _refuse_taken(host, port)
    print(f"页面地址：http://{host}:{port}　（按Ctrl+C停止）", flush=True)
    app.run(config={"server.address": host, "server.port": port})
    return "页面服务已停止。"


def _refuse_taken(host: str, port: int) -> None:
    """Refuse an address that cannot be listened on: the server would say so in English, or fall."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError:
        raise UnknownChoice(
            f"无法在{host}:{port}上监听：端口可能已被占用，或本机没有这个地址；"
            "请用--port改选端口，或用--host改选地址。"
        ) from None


if __name__ == "__main__":
    sys.exit(main())
