"""python -m dashboard: start the screens and print their address."""

import os
import sys

from metrics import command_line


def main(argv: list[str] | None = None) -> int:
    """Serve until interrupted; DUDAO_HOST and DUDAO_PORT stand for the options."""
    parser = command_line.Parser(prog="python -m dashboard", description="启动页面服务")
    host, port = os.environ.get("DUDAO_HOST", "127.0.0.1"), os.environ.get("DUDAO_PORT", "8501")
    parser.add_argument("--host", default=host, help="监听地址（默认127.0.0.1，只供本机访问）")
    parser.add_argument("--port", type=int, default=port, help="监听端口（默认8501）")
    parser.set_defaults(run=serve)
    return command_line.run(parser, argv)


def serve(*, host: str, port: int) -> str:
    """Make the database ready, then serve the screens on one address."""
    from dashboard.web.server import app
    from sql.database import migrate

    migrate.ensure_ready()
    print(f"页面地址：http://{host}:{port}　（按Ctrl+C停止）", flush=True)
    app.run(config={"server.address": host, "server.port": port})
    return "页面服务已停止。"


if __name__ == "__main__":
    sys.exit(main())
