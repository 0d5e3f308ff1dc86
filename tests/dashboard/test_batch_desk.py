"""Many uploads of a visit: what has to be confirmed waits, and is stored once it is."""

from datetime import date
from pathlib import Path

import pytest

from dashboard import batch
from metrics.access.actor import MACHINE
from metrics.views.reported.batch_tables import questions, summary
from sql.database.engine import session_scope
from sql.reported import history
from sql.reported.intake import import_workbook
from tests.dashboard.conftest import Open
from tests.workbooks import made

JULY, AUGUST = date(2023, 7, 28), date(2023, 8, 31)


@pytest.fixture
def desk(sqlite_database: str, tmp_path: Path) -> batch.Desk:
    """A visit in which a county's workbook is chosen that says less than the one before it."""
    for unit, day, sheets in (("620000", JULY, made.province()), ("620102", JULY, made.county())):
        path = made.write(tmp_path / "早.xlsx", sheets)
        assert import_workbook(path, unit=unit, as_of=day).stored
    less = made.changed(made.county(), "资金", 1, "支付金额(万元)", 10)
    content = made.write(tmp_path / "x.xlsx", less).read_bytes()
    desk = batch.Desk()
    batch.choose(desk, ("1",), lambda: [(f"620102_{AUGUST}.xlsx", content)])
    return desk


def imported(desk: batch.Desk, form: str = "一") -> None:
    batch.run(desk, desk.files, form=form, progress=lambda *_: None)


def test_what_has_to_be_confirmed_waits_and_is_listed(desk: batch.Desk):
    imported(desk)
    assert [result.waits_for_yes for result in desk.results] == [True]
    assert summary(desk.results) == "共1份工作簿：待确认1份；1份有提示，请核对。"
    assert len(questions(desk.results, {}).lines) == 1


def test_once_confirmed_it_is_stored_and_a_second_click_changes_nothing(desk: batch.Desk):
    imported(desk)
    words = [str(cell.value) for cell in questions(desk.results, {}).at("words")]
    for _ in range(2):
        batch.confirm(desk, words, form="二", progress=lambda *_: None)
        assert summary(desk.results).startswith("共1份工作簿：已入库1份")
    assert questions(desk.results, {}).lines == ()


def test_whoever_confirms_on_the_page_ticks_it_and_is_kept_as_who_sent_it(
    desk: batch.Desk, opened_empty: Open
):
    imported(desk)
    app = opened_empty("submissions")
    app.session_state["batch:desk"] = desk
    app.run()
    told = (
        (lambda: None, "没有入库：上表之下的“以上已向填报单位逐条核实，属实”还没有打勾。"),
        (lambda: app.checkbox[0].check(), "共1份工作簿：已入库1份"),
    )
    for act, words in told:
        act()
        next(each for each in app.button if each.label == "确认并导入（1份）").click().run()
        assert any(words in each.value for each in (*app.error, *app.success, *app.warning))
    with session_scope() as session:
        assert history.submissions(session)[0].sent_by == MACHINE


def test_an_answer_to_another_question_is_no_yes(desk: batch.Desk):
    imported(desk)
    batch.confirm(desk, ["别的问题"], form="二", progress=lambda *_: None)
    assert [result.waits_for_yes for result in desk.results] == [True]


def test_a_form_that_is_sent_twice_is_imported_once(desk: batch.Desk):
    files = desk.files
    imported(desk)
    desk.files = files
    before = desk.results
    imported(desk)
    assert desk.results is before
