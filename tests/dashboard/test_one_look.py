"""The database is asked once a run what the newest submission is; an upload in the run is seen in it."""

from datetime import date

import pytest

from dashboard import data
from sql.reported import history
from tests.dashboard.conftest import Open
from tests.dashboard.small_ledger import PLACE, REGIONS
from tests.sql.statement_rows import submit


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Write down every answer to the question what the newest submission is."""
    answers: list[int] = []
    ask = history.data_version

    def listening(*session: object) -> int:
        answers.append(ask(*session))  # type: ignore[arg-type]
        return answers[-1]

    monkeypatch.setattr(history, "data_version", listening)
    return answers


@pytest.mark.parametrize("page", ["overview", "supervision", "briefings", "submissions"])
def test_a_run_asks_once(opened: Open, asked: list[int], page: str):
    app = opened(page)
    assert len(asked) == 1
    app.run()
    assert len(asked) == 2


def test_within_one_look_an_upload_is_seen_once_it_is_looked_for_again(opened_empty: Open):
    with data.one_look():
        assert data.version() == 0
        submit(date(2024, 7, 5), *REGIONS, unit=PLACE)
        assert data.version() == 0
        data.look_again()
        assert data.version() == 1
    submit(date(2024, 7, 12), *REGIONS, unit=PLACE)
    assert data.version() == 2
    data.look_again()
    assert data.version() == 2
