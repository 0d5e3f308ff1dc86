"""python -m dashboard: start the screens and print their address."""

import argparse
import os
import sys

from metrics.errors import UserError


def main(argv: list[str] | None = None) -> int:
    """Serve until interrupted; DUDAO_HOST and DUDAO_PORT stand for the options."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="启动页面服务")
    host, port = os.environ.get("DUDAO_HOST", "127.0.0.1"), os.environ.get("DUDAO_PORT", "8501")
    parser.add_argument("--host", default=host, help="监听地址（默认127.0.0.1，只供本机访问）")
    parser.add_argument("--port", type=int, default=port, help="监听端口（默认8501）")
    options = parser.parse_args(argv)
    try:
        serve(host=options.host, port=options.port)
    except UserError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def serve(*, host: str, port: int) -> None:
    """Make the database ready, then serve the screens on one address."""
    from dashboard.server import app
    from sql import migrate

    migrate.ensure_ready()
    print(f"页面地址：http://{host}:{port}　（按Ctrl+C停止）", flush=True)
    app.run(config={"server.address": host, "server.port": port})


if __name__ == "__main__":
    sys.exit(main())
