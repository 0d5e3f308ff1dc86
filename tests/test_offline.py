"""No network at run time: pages, papers and commands work with every outside connection refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dashboard.small_province import DAYS
from tests.databases import copied

ROOT = Path(__file__).parents[1]
GUARD = Path(__file__).with_name("no_network")

PAGES = """
import socket
from pathlib import Path
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

for page in sorted(Path("dashboard/pages").rglob("*.py")):
    if page.stem != "__init__":
        app = AppTest.from_file("tests/dashboard/frame.py", default_timeout=300)
        app._page_hash = calc_hash("" if page.stem == "overview" else page.stem)
        app.run()
        assert not app.exception, (page.stem, app.exception)
        print(page.stem)
"""


@pytest.fixture(scope="module")
def cut_off(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the environment of a process that has a small province and no way out."""
    url = copied(small_province, tmp_path_factory.mktemp("offline"))
    path = os.pathsep.join([str(GUARD), str(ROOT)])
    return {**os.environ, "DATABASE_URL": url, "PYTHONPATH": path}


def run(cut_off: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=cut_off, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip


def test_the_guard_refuses(cut_off: dict[str, str]):
    asked = run(cut_off, "-c", "import urllib.request as u; u.urlopen('http://192.0.2.1/')")
    assert "LeavesTheMachine" in asked.stderr
    named = run(cut_off, "-c", "import socket; socket.create_connection(('example.org', 80))")
    assert "LeavesTheMachine" in named.stderr


def test_every_page_stays_on_the_machine(cut_off: dict[str, str]):
    done = run(cut_off, "-c", PAGES)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.split()) >= 6
    assert "LeavesTheMachine" not in done.stderr


def test_the_briefing_stays_on_the_machine(cut_off: dict[str, str], tmp_path: Path):
    out = tmp_path / "简报.pdf"
    day = DAYS[-1].isoformat()
    done = run(cut_off, "-m", "exports", "briefing", "--as-of", day, "--out", str(out))
    assert done.returncode == 0, done.stderr[-2000:]
    assert out.read_bytes().startswith(b"%PDF")


def test_single_sign_on_asks_nobody_before_somebody_signs_in_by_it(cut_off: dict[str, str]):
    settings = {
        "DUDAO_SSO_ISSUER": "https://192.0.2.1", "DUDAO_SSO_CLIENT": "c",
        "DUDAO_SSO_BACK": "https://192.0.2.2/sso/back",
    }  # fmt: skip
    asked = "server.PROVIDER.way_there(state='s', nonce='n', verifier='v' * 64)"
    loaded = "from dashboard.web import server; assert server.PROVIDER"
    configured = {**cut_off, **settings}
    started = run(configured, "-c", loaded)
    assert started.returncode == 0, started.stderr[-2000:]
    left = run(configured, "-c", f"{loaded}; {asked}")
    assert "LeavesTheMachine" in left.stderr and "192.0.2.1" in left.stderr


def test_layouts_fetch_no_packages():
    for layout in (ROOT / "exports" / "templates").glob("*.typ"):
        assert "@preview" not in layout.read_text(encoding="utf-8")
