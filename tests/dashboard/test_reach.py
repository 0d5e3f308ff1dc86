"""What is read for one's own divisions only, and that it is what the whole has of them."""

from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dashboard import data, office, order_book
from dashboard.boards.review import todo
from dashboard.data import database, reaching, results, store
from dashboard.data import supervision as supervised
from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.roles import Role
from metrics.access.scoped import Reach, reach_of, scoped
from metrics.dispatch import causes
from metrics.dispatch.calendar_file import TASK
from metrics.dispatch.order import Origin, due_counts
from metrics.rating.evaluation import evidence
from metrics.records.frames import Frames
from metrics.scope import Scope
from metrics.standards.catalogue import NATIONAL
from metrics.supervision import issues, tasks
from metrics.supervision.lights import RED
from metrics.supervision.table import supervision
from tests.acting_as import somebody
from tests.dashboard.small_province import CITY, COUNTY, DAYS, PROVINCE, SMALL
from tests.databases import used

SCOPE = Scope(PROVINCE, DAYS[1], 2024, "national")
OTHER = "990103"


@pytest.fixture(autouse=True)
def _database(province: str) -> Iterator[None]:
    with used(province):
        yield


@pytest.fixture
def whole() -> Frames:
    return store.frames(SCOPE.as_of, SCOPE.year)


def of_place(frames: Frames, place: str) -> tuple[Frames, Reach]:
    reach = reach_of([place], frames.regions, frames.successions)
    return scoped(frames, reach), reach


def test_evidence_of_a_place_is_the_same_in_its_own_records_as_in_the_whole(whole: Frames):
    rules, compared = data.rules_of(SCOPE), 0
    for place in (CITY, COUNTY, SMALL, OTHER):
        own, _ = of_place(whole, place)
        for measure in NATIONAL.measures:
            found = evidence(whole, rules, measure=measure, region=place)
            assert_frame_equal(evidence(own, rules, measure=measure, region=place), found)
            compared += found.height
    assert compared > 1000


@pytest.mark.parametrize("place", [CITY, COUNTY, SMALL, OTHER])
def test_tables_of_own_records_are_the_rows_that_the_whole_has_of_them(whole: Frames, place: str):
    rules = data.rules_of(SCOPE)
    own, reach = of_place(whole, place)
    every = supervision(whole, rules, place=PROVINCE)
    seen = every.of(reach.divisions or ())
    judged = supervision(own, rules, place=PROVINCE)
    assert_frame_equal(judged.projects, seen.projects)
    assert_frame_equal(judged.red_lines, seen.red_lines)
    assert_frame_equal(judged.compounds, seen.compounds)
    assert_frame_equal(issues.ledger(own, rules), reach.of(issues.ledger(whole, rules)))
    assert_frame_equal(
        tasks.tasks(own, rules, before=None),
        reach.of(tasks.tasks(whole, rules, before=None), "unit"),
    )


@pytest.mark.parametrize("place", [PROVINCE, CITY, SMALL])
def test_the_table_of_a_place_is_cut_out_of_the_whole_as_it_would_be_judged_alone(
    whole: Frames, place: str
):
    scope = SCOPE._replace(place=place)
    cut = supervised.whole(store.known_by(SCOPE.as_of), scope)
    alone = supervision(whole, data.rules_of(scope), place=place)
    assert alone.projects.height
    assert_frame_equal(cut.projects, alone.projects)
    assert_frame_equal(cut.red_lines, alone.red_lines)
    assert_frame_equal(cut.compounds, alone.compounds)
    assert_frame_equal(cut.dated(cut.projects), alone.dated(alone.projects))


def test_figures_are_the_same_for_everybody(whole: Frames):
    figures = {}
    for role, place in (
        (Role.CHIEF, PROVINCE),
        (Role.COUNTY, SMALL),
        (Role.ADMINISTRATOR, PROVINCE),
    ):
        with acting.using(somebody(role, place)):
            figures[role] = (
                data.evaluation(SCOPE).scores.rows(), data.matrix(SCOPE, "county"),
                data.ledger_progress(SCOPE).rows(), data.red_words(SCOPE),
                data.changed(SCOPE, DAYS[0]).changes.counts.rows(),
                data.reconciled(SCOPE).rows(),
            )  # fmt: skip
    assert figures[Role.COUNTY] == figures[Role.CHIEF] == figures[Role.ADMINISTRATOR]


def traced_owners() -> set[str | None]:
    """Return whose records and files a trace code of the province leads to."""
    found = data.trace(data.codes_of(SCOPE)("A07.1", PROVINCE))
    assert found.values["denominator"] > 0
    return {*found.records["region"], *found.excluded["region"], *found.origins["unit"]}


def owners_seen() -> dict[str, set[str | None]]:
    """Return whose records the visitor is handed, by what hands them."""
    changed = data.changed(SCOPE, DAYS[0])
    frames = results.frames(SCOPE)
    return {
        "frames": set(frames.tables["projects"]["region"]) | set(frames.compounds["region"]),
        "evidence": set(data.evidence(SCOPE, measure="A07.1", region=PROVINCE)["region"]),
        "traced": traced_owners(),
        "supervised": set(data.supervised(SCOPE).projects["region"]),
        "issues": set(data.issues_of(SCOPE)["region"]),
        "tasks": set(data.key_tasks(SCOPE)["unit"]),
        "changes": set(changed.changes.records["region"]) | set(changed.changes.corrections["region"]),
        "submissions": {each.unit for each in data.submissions()},
        "senders": {
            each.last and each.unit
            for each in data.RECORDS.standing(SCOPE, DAYS[1]).units
            if each.last and each.last.sent_by
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        (Role.COUNTY, SMALL, {SMALL}),
        (Role.CITY, CITY, {CITY, COUNTY, SMALL, OTHER}),
        (Role.ADMINISTRATOR, PROVINCE, set()),
    ],
)
def test_records_are_those_of_ones_own_divisions(role: Role, place: str, seen: set[str]):
    with acting.using(somebody(role, place)):
        found = owners_seen()
    for name, owners in found.items():
        assert owners <= seen, name
    assert not seen or (found["supervised"] and found["submissions"])


@pytest.mark.parametrize("role", [Role.CHIEF, Role.CLERK, Role.AUDITOR])
def test_the_province_and_the_auditor_see_every_record(role: Role):
    every = owners_seen()
    with acting.using(somebody(role, PROVINCE)):
        assert owners_seen() == every
    assert {COUNTY, SMALL, OTHER} <= every["supervised"]


def test_corrections_stay_beside_those_who_sent_them():
    whole = data.changed(SCOPE, DAYS[0])
    with acting.using(somebody(Role.CITY, CITY)):
        own = data.changed(SCOPE, DAYS[0])
    together = whole.changes.corrections.select("record", "field").hstack(whole.senders)
    mine = own.changes.corrections.select("record", "field").hstack(own.senders)
    assert mine.height and set(mine.rows()) <= set(together.rows())
    assert own.changes.corrections.height == own.senders.height


@pytest.mark.parametrize(
    "take",
    [
        lambda: data.prefilled_workbook(COUNTY, DAYS[1]),
        lambda: data.prefilled_zip(CITY, DAYS[1], lambda *_: None),
        lambda: data.draft(COUNTY, DAYS[1]),
        lambda: data.counted_records(SCOPE, region=COUNTY, figure="started_compounds"),
        lambda: data.original(next(s.id for s in store.submissions() if s.unit == COUNTY)),
        lambda: data.warnings(next(s.id for s in store.submissions() if s.unit == COUNTY)),
        lambda: office.list_changes(),
        lambda: office.setting_entries(),
    ],
)
def test_what_is_one_units_alone_is_refused_to_others(take):
    with acting.using(somebody(Role.COUNTY, SMALL)), pytest.raises(NotAllowed):
        take()


def test_what_is_kept_for_all_must_not_ask_who_looks():
    poisoned = database.cached(max_entries=1)(lambda known: (reaching.reach(), known))
    with pytest.raises(reaching.ReachAskedForAll):
        poisoned(0)


def test_calendar_and_list_name_own_orders_only():
    rules = data.rules_of(SCOPE)
    for region, unit in ((SMALL, "丙局"), (OTHER, "丁局")):
        office.issue_order(
            place=PROVINCE, region=region, unit=unit, requirement="整改", issued_on=DAYS[1],
            due_on=date(2024, 10, 8), by="记录员",
            origin=Origin(kind=causes.OTHER, reason="现场检查"),
        )  # fmt: skip

    def seen() -> tuple[list[str], list[str]]:
        listed = office.standing_orders(as_of=DAYS[1], rules=rules)
        due = order_book.calendar_entries(SCOPE, start=DAYS[1], end=date(2024, 12, 31))
        return sorted(listed["unit"]), [unit for unit in ("丙局", "丁局") if unit in str(due)]

    assert seen() == (["丁局", "丙局"], ["丙局", "丁局"])
    with acting.using(somebody(Role.COUNTY, SMALL)):
        assert seen() == (["丙局"], ["丙局"])


def test_todo_counts_the_orders_of_the_list_it_opens(monkeypatch: pytest.MonkeyPatch):
    for place, unit in ((PROVINCE, "戊局"), (CITY, "己局")):
        office.issue_order(
            place=place, region=COUNTY, unit=unit, requirement="整改", issued_on=DAYS[1],
            due_on=DAYS[1], by="记录员", origin=Origin(kind=causes.OTHER, reason="现场检查"),
        )  # fmt: skip
    links: list[tuple[str, dict[str, str]]] = []

    def link(_: str, *, label: str, query_params: dict[str, str], **__: str) -> None:
        links.append((label, query_params))

    monkeypatch.setattr(todo.pages, "link", link)
    today, rules = office.today(), data.rules_today()
    for role, place, asked in (
        (Role.CHIEF, PROVINCE, "请催办"), (Role.CITY, CITY, "请催办"),
        (Role.COUNTY, COUNTY, "请办理并回复"),
    ):  # fmt: skip
        links.clear()
        with acting.using(somebody(role, place)):
            listed = office.standing_orders(as_of=today, rules=rules, place=place)
            todo.show()
        label, steps = links[0]
        assert steps == {"place": place, "state": "open", "due": "late"}
        assert label.endswith(f"已逾期{due_counts(listed, on=today, ahead=3)[0]}件]，{asked}")


def test_calendar_names_a_yearly_task_that_was_done_last_year(monkeypatch: pytest.MonkeyPatch):
    red = data.key_tasks(SCOPE).with_columns(finished_on=date(2023, 6, 1), light=pl.lit(RED))
    monkeypatch.setattr(data, "key_tasks", lambda _: red)
    span = date(2024, 1, 1), date(2024, 12, 31)
    found = order_book.calendar_entries(SCOPE, start=span[0], end=span[1])
    due = red.filter(pl.col("due").is_between(*span)).height
    assert sum(entry.kind == TASK for entry in found) == due > 0
