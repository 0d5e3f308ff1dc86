"""A server that runs goes over to the office's database, with every visit that looked at the demo."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from dashboard.data.database import cached
from sql.database import engine, settings
from sql.office import beginning
from tests.dashboard.conftest import APP, AppTest
from tests.dashboard.reading import stands, words
from tests.sql.office.test_beginning import GANSU


@pytest.fixture
def folder(small_province: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Give the data folder of an installation that shows the demo."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(settings, "OFFICE_FILE", tmp_path / "dudao.sqlite")
    monkeypatch.setattr(settings, "DEMO_FILE", tmp_path / "demo.sqlite")
    shutil.copy(small_province, tmp_path / "demo.sqlite")
    st.cache_resource.clear()
    yield tmp_path
    engine.let_go()
    st.cache_resource.clear()


def test_a_visit_to_the_demo_goes_on_with_the_office_s_data_and_is_told_so(folder: Path):
    app = AppTest.from_file(str(APP), default_timeout=300).run()
    assert stands(app, "place") == "990000" and "演示数据" in words(app)
    beginning.begin(GANSU, by="李")
    app.run()
    assert not app.exception
    assert "本系统已由演示转为正式使用" in words(app)
    assert "等待首次报送：应报87家，均未报送过" in words(app)
    assert "place" not in app.query_params and "演示数据" not in words(app)
    app.run()
    assert "本系统已由演示转为正式使用" not in words(app)


def test_what_is_cached_of_one_database_is_never_told_of_another(folder: Path):
    @cached(max_entries=4)
    def name_of(known: int) -> str:
        return f"{known} {Path(str(settings.database_url().database)).name}"

    assert name_of(3) == "3 demo.sqlite"
    beginning.begin(GANSU, by="李")
    assert name_of(3) == "3 dudao.sqlite"
    with settings.using(settings.demo_url()):
        assert name_of(3) == "3 demo.sqlite"
