"""报送情况 on the small province: who has reported, lists that numbers open, and the file of a list."""

import pytest

from metrics.__main__ import main
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, tables, words

LIST = "各单位报送情况"


def test_the_page_answers_first_and_says_which_day_is_looked_at(opened: Open):
    shown = words(app := opened("reporting"))
    assert not app.exception
    assert "应报92家，已报3家" in shown
    assert "本期数据截止2024-06-30，报送时限2024-07-12" in shown
    assert "按2024-06-30看" in shown
    assert len(tables(app)[LIST]) == 1 + 92


def test_a_list_is_opened_by_its_number_and_by_the_city(opened: Open):
    app = opened("reporting", state="reported", within="990100")
    head, *rows = tables(app)[LIST]
    assert len(rows) == 3
    assert {row[head.index("最近数据日期")] for row in rows} == {"2024-06-30"}
    assert "各市州报送情况" not in tables(app)
    app.segmented_control(key="choice:state").select("late").run()
    assert stands(app, "state") == "late"
    assert {row[1].split()[0] for row in tables(app)[LIST][1:]} == {"从未报送"}


def test_another_day_is_told_from_the_address(opened: Open):
    app = opened("reporting", day="2024-02-20")
    assert "本期数据截止2024-01-31，报送时限2024-02-19" in words(app)
    assert "应写作2024-07-08" in words(opened("reporting", day="昨天"))


def test_a_day_before_all_reports_says_so(opened: Open):
    assert "还没有任何报送" in words(opened("reporting", day="2023-01-01"))


def test_the_command_lists_whom_the_page_lists(
    province: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", province)
    assert main(["reporting", "--state", "reported", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + 3
    assert main(["reporting", "--on", "2024-02-20"]) == 0
    assert "本期数据截止2024-01-31" in capsys.readouterr().out
