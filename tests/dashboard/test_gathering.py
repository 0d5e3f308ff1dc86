"""What a paper is made from is the same from the screens and from the command line."""

import json
from datetime import date
from pathlib import Path

import pytest

from dashboard import data, office, papers
from exports.__main__ import main
from exports.papers import gathering
from exports.papers.proof.manifest import attached
from exports.papers.proof.stamp import stamp
from metrics.dispatch.causes import OTHER
from metrics.dispatch.issued import Paper
from metrics.dispatch.order import Origin
from metrics.errors import RuleNotInForce, UnknownChoice
from metrics.reading import scope_of
from metrics.scope import Scope, Wanted
from sql.database.engine import session_scope
from sql.records import StoredRecords
from sql.reported.withdrawal import withdraw
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_ledger import COMPOUND, COUNTY, PLACE, PROJECT, REGIONS
from tests.sql.statement_rows import submit

MERGED = "620103"
FIRST, SECOND, THIRD = date(2024, 7, 5), date(2024, 7, 12), date(2024, 7, 19)


def ledger(unit: str, *projects: str) -> dict[str, list[dict[str, object]]]:
    """Write a project with one compound for each name, owned by the unit."""
    owned = {"region": unit, "plan_year": 2024}
    return {
        "projects": [{**PROJECT, **owned, "project": name} for name in projects],
        "compounds": [{**COMPOUND, "project": name, "compound": f"C{name}"} for name in projects],
    }


@pytest.fixture
def merged(opened_empty: Open) -> Open:
    """Let a county report alone, then both, and then merge it into its neighbour."""
    submit(date(2023, 12, 29), *REGIONS, unit=PLACE)
    submit(FIRST, unit=MERGED, **ledger(MERGED, "P1"))
    submit(SECOND, unit=MERGED, **ledger(MERGED, "P1"))
    submit(SECOND, unit=COUNTY, **ledger(COUNTY, "P2"))
    with session_scope(writing=True) as session:
        withdraw(session, unit=MERGED, as_of=THIRD, reason="并入620102")
    submit(THIRD, unit=COUNTY, **ledger(COUNTY, "P1", "P2"))
    submit(THIRD, *(row for row in REGIONS if row["region"] != MERGED), unit=PLACE)
    return opened_empty


def stored(day: date, place: str = PLACE) -> tuple[Scope, gathering.Sequel, Paper]:
    """Ask the database, as the command line does."""
    with session_scope() as session:
        records = StoredRecords(session)
        scope = scope_of(records, Wanted(place=place, as_of=day))
        return scope, gathering.sequel_of(records, scope), gathering.paper_of(records, scope)


@pytest.mark.parametrize(
    ("day", "number", "before"), [(FIRST, 1, None), (SECOND, 2, FIRST), (THIRD, 3, SECOND)]
)
def test_a_county_merged_between_two_dates_leaves_number_and_comparison_alone(
    merged: Open, day: date, number: int, before: date | None
):
    scope, sequel, paper = stored(day)
    assert sequel == gathering.sequel_of(data.RECORDS, scope)
    assert paper.counted == number
    assert (sequel.before and sequel.before.as_of) == before
    numbered = papers.numbered(scope)
    with session_scope() as session:
        typed = gathering.briefing(StoredRecords(session), scope, numbered, draft=False)
    assert typed == papers.briefing(scope, numbered, draft=False)
    assert f"第{number}期" in words(merged("briefings", as_of=day.isoformat()))


def test_the_command_line_prints_that_number(
    merged: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["briefing", "--as-of", "2024-07-19", "--out", str(tmp_path / "a.pdf")]) == 0
    assert "第3期（数据截止2024-07-19）" in capsys.readouterr().out


def test_a_division_that_was_not_there_before_is_compared_with_nothing(merged: Open):
    new = "620104"
    submit(date(2024, 7, 26), *REGIONS[:3], {**REGIONS[3], "region": new}, unit=PLACE)
    scope, sequel, paper = stored(date(2024, 7, 26), new)
    assert sequel == gathering.sequel_of(data.RECORDS, scope)
    assert (paper.counted, sequel.before) == (1, None)
    app = merged("overview", place=new)
    assert not app.exception
    assert app.selectbox(key="choice:as_of").options == ["截至 2024-07-26"]


def test_the_merged_county_is_refused_from_then_on(merged: Open):
    with pytest.raises(UnknownChoice, match="区划中没有代码为“620103”"):
        stored(THIRD, MERGED)
    assert stored(SECOND, MERGED)[2].counted == 2


def test_an_order_to_a_merged_county_goes_on_naming_it(merged: Open):
    office.issue_order(
        place=PLACE, region=MERGED, unit="七里河区住建局", origin=Origin(kind=OTHER, reason="现场检查"),
        requirement="整改", issued_on=SECOND, due_on=THIRD, by="记录员",
    )  # fmt: skip
    _, row = tables(merged("orders", as_of=THIRD.isoformat()))["督办单"]
    assert row[3] == "七里河区"
    assert MERGED not in data.units()


def test_a_briefing_of_returns_of_before_the_standard_is_proved_by_its_data(
    opened_empty: Open, monkeypatch: pytest.MonkeyPatch
):
    returned = {"region": COUNTY, "year": 2024, "planned_compounds": 9, "started_compounds": 3}
    submit(FIRST, *REGIONS, unit=PLACE, returns=[returned])

    def before_the_standard(*_: object) -> None:
        raise RuleNotInForce("尚未生效")

    monkeypatch.setattr(StoredRecords, "evaluation", before_the_standard)
    scope, *_ = stored(FIRST)
    with session_scope() as session:
        made = gathering.composed(StoredRecords(session), scope, number=1, draft=False)
    assert made.proof is not None
    assert not made.proof.judged
    assert made.proof.digest == dict(made.basis)["数据摘要"]
    told = stamp(made)
    assert told is not None
    assert told["line"].startswith(f"数据摘要{made.proof.digest[:12]}　核验码")
    assert told["words"][1] == f"数据摘要：{made.proof.digest}"
    (listed,) = attached(made)
    assert json.loads(listed.text)["范围"]["区划代码"] == PLACE
    assert "评价" not in listed.text.split('"参数"')[0]


def test_minutes_rest_on_what_was_known_when_the_meeting_opened(opened_empty: Open):
    returned = {"region": COUNTY, "year": 2024, "planned_compounds": 9, "started_compounds": 3}
    submit(FIRST, *REGIONS, unit=PLACE, returns=[returned])
    meeting = office.open_meeting(
        place=PLACE, held_on=FIRST, data_date=FIRST, year=2024, rules="national", by="记录员"
    )
    told = papers.minutes_text(meeting)
    assert "没有项目台账，不列红灯项目。" in told
    submit(FIRST, unit=COUNTY, **ledger(COUNTY, "P1"))
    late, *more = (line for line in papers.minutes_text(meeting).split("\n") if line not in told)
    assert late.startswith("会议数据冻结后又收到1家报送，未计入本次会议") and not more
