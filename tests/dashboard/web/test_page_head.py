"""The page as Streamlit ships it, with everything of ours: fails when a new release is built otherwise."""

from pathlib import Path

import pytest
from streamlit import file_util

from dashboard.web.page_head import SCRIPTS, WIDGETS, early, patched, pieces


@pytest.fixture(scope="module")
def page() -> str:
    return patched((Path(file_util.get_static_dir()) / "index.html").read_bytes()).decode()


def test_the_page_speaks_chinese_and_brings_dictionary_fonts_and_layout(page: str):
    assert '<html lang="zh-CN">' in page
    assert "<title>督导一张表</title>" in page
    assert page.index("app/static/zh.js") < page.index('type="module"')
    assert "app/static/fonts/index.css" in page
    assert page.index("</head>") < page.index("app/static/sheet.css") < page.index('id="root"')


def test_the_browser_is_told_where_the_server_is(page: str):
    assert page.index("BACKEND_BASE_URL") < page.index('type="module"')


def test_the_pieces_of_the_first_page_are_named_beforehand(page: str):
    for name in WIDGETS:
        assert f"./static/js/{name}." in page, name
    assert "MaterialSymbols" in page
    assert "SourceSans" not in page


def test_every_named_piece_is_there_with_all_it_imports():
    found = pieces(*WIDGETS)
    assert len(found) > len(WIDGETS)
    assert all((SCRIPTS / name).is_file() for name in found)
    assert pieces("没有") == []


def test_the_chart_is_packed_before_it_is_asked_for():
    names = {path.name.split(".")[0] for path in early()}
    assert {"index", "PlotlyChart", *WIDGETS} <= names
