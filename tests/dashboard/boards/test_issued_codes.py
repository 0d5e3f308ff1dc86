"""核验码 on pages: the search and 溯源 lead from the code of a paper to its prints in the register."""

from datetime import date

import pytest

from metrics.dispatch.issued import Paper
from metrics.sealing.paper_code import paper_code
from sql.database.engine import session_scope
from sql.dispatch.issues import allocate, printed
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words

PAPER = Paper("990000", date(2024, 7, 5), 1)
FIRST, SECOND = "1" * 64, "2" * 64


@pytest.fixture
def asked(opened: Open) -> Open:
    """Print one paper in two wordings, each in a file of its own; open pages after it."""
    with session_scope(writing=True) as session:
        allocate(session, PAPER, wanted=3)
        printed(session, PAPER, FIRST, "a" * 64)
        printed(session, PAPER, SECOND, "b" * 64)
    return opened


def test_the_code_of_a_paper_leads_to_number_data_date_and_digests(asked: Open):
    app = asked("trace", code=paper_code(FIRST).lower().replace("-", " "))
    assert not app.exception
    assert "工作简报第3期，数据截止2024年7月5日" in words(app)
    assert "云岭省工作简报" in words(app)
    (rows,) = (rows for title, rows in tables(app).items() if title == "印制记录")
    assert rows[0] == ["生成时间", "内容摘要", "文件摘要（SHA-256）"]
    assert [row[1:] for row in rows[1:]] == [[FIRST, "a" * 64]]


def test_a_reprint_is_called_one(asked: Open):
    assert "第3期（重印）" in words(asked("trace", code=paper_code(SECOND)))


def test_a_code_that_was_never_printed_is_told_in_a_sentence(asked: Open):
    app = asked("trace", code=paper_code("3" * 64))
    assert not app.exception and not tables(app)
    assert "没有印制记录" in words(app)


def test_the_search_takes_a_code_of_a_paper_for_no_figure(asked: Open):
    code = paper_code(FIRST)
    listed = tables(asked("search", q=code.replace("-", "")))
    (rows,) = (rows for title, rows in listed.items() if title.startswith("核验码"))
    assert rows[1] == [code, "查看这份公文的期号、印制时间和摘要"]
    assert not any(title.startswith("溯源码") for title in listed)
