"""A file leaves once it was noted, for the session that asked for it, a few times, for minutes."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from dashboard import data, handing
from dashboard.data import visitor
from dashboard.handing import Export
from dashboard.web.papers_route import paper
from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.roles import Role
from sql.database.engine import session_scope
from sql.models.log import LOG
from tests.acting_as import somebody

CSV = data.Handed("整改台账_2024-07-08.csv", "text/csv", b"a,b")
OWN, OTHER = {visitor.SESSION: "a" * 64}, {visitor.SESSION: "b" * 64}


@pytest.fixture(autouse=True)
def _database(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("dashboard.data.session_key", lambda: OWN[visitor.SESSION])
    handing._kept.clear()
    yield
    handing._kept.clear()


def ticket(file: data.Handed = CSV) -> str:
    return handing.hand_over(file, Export("整改台账", rows=2), place="990102")


def taken(ticket: str, headers: dict[str, str]) -> Response:
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    return paper(Request({"type": "http", "headers": sent, "path_params": {"ticket": ticket}}))


def test_the_session_that_asked_gets_the_file_as_it_was_made():
    answer = taken(ticket(), OWN)
    assert answer.body == b"a,b"
    assert answer.headers["cache-control"] == "private, no-store"
    assert "attachment" in answer.headers["content-disposition"]
    assert "%E6%95%B4" in answer.headers["content-disposition"]


@pytest.mark.parametrize("headers", [OTHER, {}])
def test_no_other_session_gets_it(headers: dict[str, str]):
    assert taken(ticket(), headers).status_code == 404


def test_it_is_gone_after_a_few_times_and_after_its_time(monkeypatch: pytest.MonkeyPatch):
    often, late = ticket(), ticket()
    answers = [taken(often, OWN).status_code for _ in range(handing.TIMES + 1)]
    assert answers == [200] * handing.TIMES + [404]
    monkeypatch.setattr(handing, "monotonic", lambda: float("inf"))
    assert taken(late, OWN).status_code == 404


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(handing, "MOST_BYTES", 10)
    first, second = (ticket(CSV._replace(content=bytes(8))) for _ in range(2))
    assert taken(first, OWN).status_code == 404
    assert taken(second, OWN).status_code == 200


def test_every_export_stands_in_the_log():
    export = Export("整改台账", "状态“逾期”", 13, personal=True)
    handing.hand_over(CSV, export, place="990102")
    with session_scope() as session:
        (row,) = session.execute(select(LOG)).mappings()
    assert (row["action"], row["subject"], row["place"]) == ("导出", CSV.name, "990102")
    told = json.loads(row["detail"])
    assert told == {"kind": "整改台账", "filters": "状态“逾期”", "rows": 13, "personal": True}


def test_who_may_export_no_records_gets_figures_only():
    with acting.using(somebody(Role.ADMINISTRATOR, "990000")):
        with pytest.raises(NotAllowed):
            handing.hand_over(CSV, Export("整改台账"), place=None)
        assert handing.hand_over(CSV, Export("排名", records=False), place=None)
