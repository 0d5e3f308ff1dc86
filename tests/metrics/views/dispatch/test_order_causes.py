"""One cause, one order: whichever page it is met on, an order is found again by the same key."""

from collections.abc import Iterable
from datetime import date

import pytest

from metrics.dispatch.agenda import Agenda, agenda
from metrics.dispatch.agenda_items import BottomItem
from metrics.dispatch.causes import red_causes
from metrics.dispatch.facts import gather
from metrics.rating.evaluation import evaluate
from metrics.supervision.issues import ledger
from metrics.supervision.table import Supervision, supervision
from metrics.views.dispatch import order_causes
from metrics.views.dispatch.order_causes import Cause
from tests.metrics.dispatch.test_agenda import standing
from tests.metrics.dispatch.test_way_out import RULES, compound, red_frames

PLACE, COUNTY = "620103", "620103"
ACCIDENT = {"event": "E1", "region": COUNTY, "project": "P4", "kind": "安全事故",
            "happened_on": date(2023, 5, 1), "status": "属实"}  # fmt: skip
STARTED = {"started_on": date(2023, 2, 25)}
FOUND = red_frames(
    events=[ACCIDENT],
    compounds=[
        compound("C1", "P3"), compound("C2", "P3", demolition_listed=True, **STARTED),
        compound("C3", "P4", **STARTED),
    ],
)  # fmt: skip


def table() -> Supervision:
    return supervision(FOUND, RULES, place=PLACE)


def meeting() -> Agenda:
    made = evaluate(FOUND, RULES, PLACE)
    return agenda(gather(table=table(), evaluation=made, since=None, promises=standing()))


def keys(causes: Iterable[Cause]) -> set[tuple[str, str | None, str]]:
    return {cause[:3] for cause in causes}


def on_project_page(project: str) -> set[tuple[str, str | None, str]]:
    row = {"project": project, "name": project, "owner": None}
    causes = red_causes(table(), project=project)[project]
    return keys(order_causes.of_project(row, causes, {}).values())


def in_meeting() -> set[tuple[str, str | None, str]]:
    found = meeting()
    return keys(
        cause
        for item in found.items
        for cause in order_causes.at_item(item, RULES, {}).values()
    )  # fmt: skip


def on_indicator_page(code: str) -> set[tuple[str, str | None, str]]:
    failed = order_causes.of_failed(code, "", region=COUNTY, rules=RULES, names={})
    return keys([failed])


def on_ledger_page() -> set[tuple[str, str | None, str]]:
    issues = ledger(FOUND, RULES).to_dicts()
    return keys(order_causes.of_ledger(row, {}) for row in issues)


@pytest.mark.parametrize(
    ("key", "pages"),
    [
        (("环节", "P3 开工", COUNTY), lambda: [on_project_page("P3"), in_meeting()]),
        (
            ("整改问题", "W1", COUNTY),
            lambda: [on_project_page("P3"), in_meeting(), on_ledger_page()],
        ),
        (
            ("否决内容", f"{COUNTY} A02.2", COUNTY),
            lambda: [on_project_page("P3"), in_meeting(), on_indicator_page("A02.2")],
        ),
        (
            ("否决内容", f"{COUNTY} A09.3", COUNTY),
            lambda: [on_project_page("P4"), in_meeting(), on_indicator_page("A09.3")],
        ),
        (("衡量内容", f"{COUNTY} A01.1", COUNTY), lambda: [on_indicator_page("A01.1")]),
        (("承诺", "CN-3", "620102"), lambda: [in_meeting()]),
    ],
)
def test_every_page_names_a_cause_alike(key: tuple[str, str, str], pages):
    for found in pages():
        assert key in found


def test_a_region_barred_is_offered_the_veto_of_the_indicator_page():
    barred = BottomItem(region=COUNTY, row={"vetoes": ["A02.2"]})
    found = order_causes.at_item(barred, RULES, {COUNTY: "县"})
    assert keys(found.values()) == on_indicator_page("A02.2")
    assert [cause.unit for cause in found.values()] == ["县住房和城乡建设主管部门"]


def test_words_tell_project_delay_and_owner():
    row = {"project": "P3", "name": "和平项目", "owner": "甲"}
    found = order_causes.of_project(row, red_causes(table())["P3"], {COUNTY: "某县"})
    assert next(iter(found)) == "P3 和平项目　开工逾期84个工作日（121天）"
    assert found["P3 和平项目　开工逾期84个工作日（121天）"] == Cause(
        "环节", "P3 开工", COUNTY, "和平项目（P3）开工逾期84个工作日（121天）（项目责任人：甲）。",
        "某县住房和城乡建设主管部门", project="P3",
    )  # fmt: skip
    assert "P3 和平项目　逾期问题：信访　x（W1），逾期7个工作日（10天）" in found


def test_a_batch_keeps_every_cause_that_the_page_of_its_project_offers():
    causes = red_causes(table())
    rows = [{"project": one, "name": one, "project_owner": None} for one in sorted(causes)]
    batch = order_causes.of_projects(rows, causes, {})
    for project, its in causes.items():
        assert len(its) == len([cause for cause in batch if cause.project == project])
        assert on_project_page(project) <= keys(batch)
