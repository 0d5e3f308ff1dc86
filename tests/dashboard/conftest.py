"""Pages run against a small province, or against a database in which nothing is."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from sql.database.engine import engine, engine_for
from sql.database.migrate import downgrade, ensure_ready, upgrade
from sql.supplied import published
from tests.dashboard.small_ledger import report
from tests.dashboard.small_province import fill

APP = Path(__file__).with_name("frame.py")
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a database in which a few units have reported for two data dates."""
    with pytest.MonkeyPatch.context() as patch:
        yield fill(tmp_path_factory.mktemp("province"), patch)
        engine().dispose()


@pytest.fixture
def opened(province: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page of the small province: its file's name and what stands in its address."""
    yield from _opener(province, monkeypatch)


@pytest.fixture
def opened_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page on a database without any submission."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite'}")
    ensure_ready()
    yield from _opener(f"sqlite:///{tmp_path / 'empty.sqlite'}", monkeypatch)
    engine().dispose()
    engine_for.cache_clear()


@pytest.fixture(params=["sqlite", "postgres"])
def opened_small(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """Open a page of the small ledger, on each database in turn."""
    small = f"sqlite:///{tmp_path / 'small.sqlite'}"
    url = small if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    monkeypatch.setenv("DATABASE_URL", url)
    upgrade()
    report()
    yield from _opener(url, monkeypatch)
    engine().dispose()
    downgrade("base")
    engine_for.cache_clear()


@pytest.fixture(scope="session")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a database that holds the published national tables only."""
    path = tmp_path_factory.mktemp("nation") / "national.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{path}")
        ensure_ready()
        published.load()
        engine().dispose()
    engine_for.cache_clear()
    return path


@pytest.fixture
def opened_nation(nation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a page of a copy of the published national tables."""
    copy = shutil.copy(nation, tmp_path)
    yield from _opener(f"sqlite:///{copy}", monkeypatch)
    engine().dispose()
    engine_for.cache_clear()


def _opener(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setenv("DATABASE_URL", url)
    st.cache_resource.clear()  # a process of the product never changes its database; tests do

    def open_page(page: str = "overview", **address: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        # switch_page would need a first run of another page, which leaves its choices behind.
        app._page_hash = calc_hash("" if page == "overview" else page)
        for name, value in address.items():
            app.query_params[name] = value
        return app.run()

    yield open_page
    st.cache_resource.clear()
