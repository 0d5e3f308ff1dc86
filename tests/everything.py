"""make test: lint, format, then types beside every test. Says plainly what pip cannot bring.

The tests run in a process for each core: pytest-xdist hands a process its next file when it is
done with one (tests/shares.py), so that no share has to be guessed or mended as the suite grows.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINT = (("ruff", "check", "."), ("ruff", "format", "--check", "."))
TYPES = ("mypy",)
MEMORY = Path("/dev/shm")  # noqa: S108 - every run makes a folder of its own name in it
"""A file system in memory, where the machine has one: the databases of tests are made and thrown away there."""
ROOM = 6_000_000_000
"""So many bytes must be free in it; elsewhere the tests take a third longer and find the same."""
TESTS = ("pytest", "-c", "tests/pytest.ini", "-n", "auto", "--maxprocesses", "4", "tests")


def missing_packages() -> list[str]:
    """Return the Debian packages whose programs the browser, database and page tests need."""
    wanted = {
        "chromium": shutil.which("chromium"),
        "nginx": shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin"),
        "postgresql": next(Path("/usr/lib/postgresql").glob("*/bin/initdb"), None),
        "poppler-utils": shutil.which("pdftotext"),
    }
    return [package for package, found in wanted.items() if not found]


def started(*command: str, output: int | None = None) -> subprocess.Popen[str]:
    """Say what is run, and start it."""
    print(f"── {' '.join(command)}", flush=True)
    return subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, stdout=output, text=True, encoding="utf-8",
        env=surroundings(),
    )  # fmt: skip


def surroundings() -> dict[str, str]:
    """Return the environment of the tests: what they write lies in memory where there is room."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return {**os.environ, "TMPDIR": str(MEMORY)} if roomy else dict(os.environ)


def checked() -> int:
    """Run all checks and return the code of the first that fails; lint stops the rest."""
    for command in LINT:
        if code := started(*command).wait():
            return code
    types = started(*TYPES, output=subprocess.PIPE)
    tests = started(*TESTS).wait()
    print(f"── {' '.join(TYPES)}\n{types.communicate()[0]}", flush=True)
    return tests or types.returncode


def main() -> int:
    """Run all checks if nothing is missing."""
    missing = missing_packages()
    if missing:
        print(
            f"The tests need Debian packages that are not installed:\n"
            f"    sudo apt-get install {' '.join(missing)}"
        )
        return 3
    return checked()


if __name__ == "__main__":
    sys.exit(main())
