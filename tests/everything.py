"""make test: lint, format, types, then every test. Says plainly what pip cannot bring."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    # Two processes: what browser and page tests leave in memory makes the many imports slow.
    ("pytest", "-c", "tests/pytest.ini", "tests", "--ignore=tests/sql"),
    ("pytest", "-c", "tests/pytest.ini", "tests/sql"),
)


def missing_packages() -> list[str]:
    """Return the Debian packages whose programs the browser, database and page tests need."""
    wanted = {
        "chromium": shutil.which("chromium"),
        "postgresql": next(Path("/usr/lib/postgresql").glob("*/bin/initdb"), None),
        "poppler-utils": shutil.which("pdftotext"),
    }
    return [package for package, found in wanted.items() if not found]


def main() -> int:
    """Run all checks in order; the first that fails ends the run with its code."""
    missing = missing_packages()
    if missing:
        print(
            f"The tests need Debian packages that are not installed:\n"
            f"    sudo apt-get install {' '.join(missing)}"
        )
        return 3
    for command in CHECKS:
        print(f"── {' '.join(command)}", flush=True)
        done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
