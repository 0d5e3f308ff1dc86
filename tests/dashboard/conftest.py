"""Pages run against a small province, or against a database in which nothing is."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from sql.database.migrate import ensure_ready
from sql.supplied import published
from tests.dashboard.small_ledger import report
from tests.databases import copied, made_once, used

APP = Path(__file__).with_name("frame.py")
Open = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _components_sought_once() -> Iterator[None]:
    """Let the test tool look once for components among all that is installed, not at every page."""
    with pytest.MonkeyPatch.context() as patch:
        scan = manifest_scanner.scan_component_manifests
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(scan))
        yield


@pytest.fixture(scope="module")
def province(small_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the small province, for the tests of one file to change."""
    url = copied(small_province, tmp_path_factory.mktemp("province"))
    yield url
    with used(url):
        pass


@pytest.fixture
def opened(province: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page of the small province: its file's name and what stands in its address."""
    yield from _opener(province, monkeypatch)


@pytest.fixture
def opened_empty(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page on a database without any submission."""
    yield from _opener(sqlite_database, monkeypatch)


@pytest.fixture
def opened_small(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page of the small ledger; what pages ask of the store is tested on both databases there."""
    report()
    yield from _opener(sqlite_database, monkeypatch)


@pytest.fixture(scope="session")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a database that holds the published national tables only."""
    return made_once(tmp_path_factory, "nation.sqlite", _published)


def _published(file: Path) -> None:
    with used(f"sqlite:///{file}"):
        ensure_ready()
        published.load()


@pytest.fixture
def opened_nation(nation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page of a copy of the published national tables."""
    with used(copied(nation, tmp_path)) as url:
        yield from _opener(url, monkeypatch)


def _opener(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("DATABASE_URL", url)
    st.cache_resource.clear()  # a process of the product never changes its database; tests do

    def open_page(page: str = "overview", **address: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=300)
        # switch_page would need a first run of another page, which leaves its choices behind.
        app._page_hash = calc_hash("" if page == "overview" else page)
        for name, value in address.items():
            app.query_params[name] = value
        return app.run()

    yield open_page
    st.cache_resource.clear()
