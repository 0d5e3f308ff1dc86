"""Two servers of the screens on one PostgreSQL behind nginx, with the handbook's own configuration."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "OPERATIONS.zh-CN.md"
SECONDS = 120.0
MAIN = """{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/dudao.conf;
}}
"""


def nginx() -> str | None:
    """Return where nginx is; Debian keeps it off the path of ordinary users."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def configuration(*, port: int, servers: tuple[int, int]) -> str:
    """Return the configuration that the handbook prints, with these ports for its own."""
    text = HANDBOOK.read_text(encoding="utf-8")
    (block,) = re.findall(r"```nginx\n(.*?)```", text, re.DOTALL)
    for own, wanted in (("listen 80;", f"listen 127.0.0.1:{port};"), ("8501", str(servers[0])),
                        ("8502", str(servers[1]))):  # fmt: skip
        assert own in block, own
        block = block.replace(own, wanted)
    return block


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Served:
    """What runs: the address of nginx, the ports of both servers, and their processes."""

    folder: Path
    host: str
    ports: tuple[int, int]
    environment: dict[str, str]
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, port: int) -> None:
        """Start one server."""
        command = [sys.executable, "-m", "dashboard", "--port", str(port)]
        log = (self.folder / f"{port}.log").open("ab")
        with log:
            self.running[port] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def stop(self, port: int, *, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop one server and wait until it is gone."""
        process = self.running.pop(port)
        process.send_signal(how)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def wait(self, *ports: int) -> None:
        """Wait until servers answer."""
        for port in ports:
            until(partial(answers, f"127.0.0.1:{port}"))


@contextmanager
def behind_nginx(database: str, folder: Path) -> Iterator[Served]:
    """Run both servers on a database, and nginx before them."""
    ports, front = (free_port(), free_port()), free_port()
    environment = {**os.environ, "DATABASE_URL": database, "DUDAO_LOGS": str(folder / "logs"),
                   "STREAMLIT_SERVER_COOKIE_SECRET": "of both"}  # fmt: skip
    served = Served(folder, f"127.0.0.1:{front}", ports, environment)
    conf = configuration(port=front, servers=ports)
    (folder / "dudao.conf").write_text(conf, encoding="utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    front_process = subprocess.Popen([str(nginx()), "-c", str(main), "-p", str(folder)])
    try:
        for port in ports:
            served.start(port)
        served.wait(*ports)
        until(partial(answers, served.host))
        yield served
    finally:
        for port in list(served.running):
            served.stop(port, how=signal.SIGKILL)
        front_process.terminate()
        front_process.wait()


def answers(host: str) -> bool:
    """Say whether a server answers that it is well."""
    link = http.client.HTTPConnection(host, timeout=5)
    try:
        link.request("GET", "/healthz")
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def until(done: Callable[[], object], *, seconds: float = SECONDS) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)
