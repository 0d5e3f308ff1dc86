"""A private PostgreSQL for the tests: socket only, made in half a second, thrown away after."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The tests may lose what a power cut would lose; they may not wait for the disk.
_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs, newest version first; null if there is none."""
    on_path = shutil.which("initdb")
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)]
    folders += [Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []
    folders += [Path(on_path).parent] if on_path else []
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Run a server and give the address of its database."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        _run(folder, programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres",
             "-E", "UTF8", "--no-locale", "--no-sync")  # fmt: skip
        _run(folder, programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log",
             "-o", f"-k {folder} {_OPTIONS}", "start")  # fmt: skip
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        _run(
            folder, programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop", ok=False
        )
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, *command: str | Path, ok: bool = True) -> None:
    environment = {**os.environ, "HOME": str(folder)}
    account: dict[str, object] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    subprocess.run(
        list(map(str, command)), check=ok, capture_output=True, cwd=folder, env=environment,
        **account,
    )  # fmt: skip


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0
