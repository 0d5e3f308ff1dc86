"""A place of which only aggregate returns are known: the published table of June 2023."""

from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sql.engine import engine, engine_for
from sql.migrate import ensure_ready
from sql.published import load
from tests.dashboard.conftest import APP
from tests.dashboard.reading import components, tables, words

JUNE = date(2023, 6, 30)


@pytest.fixture
def national(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'national.sqlite'}")
    ensure_ready()
    load()
    st.cache_resource.clear()
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["as_of"] = JUNE.isoformat()
    yield app.run()
    st.cache_resource.clear()
    engine().dispose()
    engine_for.cache_clear()


def test_the_published_table_is_shown_as_printed(national: AppTest):
    assert not national.exception
    rows = tables(national)["各地开工情况"]
    assert rows[1][:3] == ["1", "贵州省", "1,071"]
    assert rows[2][:3] == ["1", "河北省", "1,816"]
    assert [row[4] for row in rows[1:3]] == ["全部开工", "全部开工"]
    assert rows[-1][1:3] == ["合计", "42,621"]
    assert [metric.value for metric in national.metric] == ["42,621个", "80.4%", "2家", "0家"]


def test_no_plan_is_invented_and_nothing_says_demo(national: AppTest):
    rows = tables(national)["各地开工情况"]
    assert {row[3] for row in rows[1:]} == {"—"}
    assert "演示数据" not in words(national)


def test_every_unit_has_a_tile_where_the_map_has_it(national: AppTest):
    (tiles,) = [data["tiles"] for data in components(national) if "tiles" in data]
    assert len(tiles) == 32
    assert len({(tile["row"], tile["column"]) for tile in tiles}) == 32
