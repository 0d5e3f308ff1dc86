"""What makes a project red, named so that an order for it is found again."""

from datetime import date

from metrics.dispatch.causes import CauseKey, RedCause, of_measure, red_causes
from metrics.supervision.table import supervision
from tests.metrics.dispatch.test_way_out import red_frames
from tests.metrics.supervision.small_supervision import COUNTY, OTHER, RULES, table

LATE = date(2023, 3, 1)


def told(found: tuple[RedCause, ...]) -> list[tuple[str, str | None, str, int | None]]:
    return [(*cause.key, cause.days) for cause in found]


def test_a_stage_late_in_several_compounds_is_one_cause_with_the_longest_delay():
    causes = red_causes(supervision(red_frames(), RULES))
    assert told(causes["P1"]) == [("环节", "P1 开工", "620102", 121)]
    assert told(causes["P2"]) == [("环节", "P2 联合审查", "620102", 121)]
    assert (causes["P1"][0].about, causes["P1"][0].words) == ("开工", "开工逾期")


def test_only_red_projects_have_causes():
    assert sorted(red_causes(supervision(red_frames(), RULES))) == ["P1", "P2", "P3"]
    assert red_causes(table({})) == {}


def test_an_overdue_issue_is_the_issue_itself_in_its_own_region():
    issue = {"issue": "W1", "region": OTHER, "project": "P", "source": "信访", "problem": "渗漏",
             "found_on": LATE, "due_on": date(2023, 6, 20)}  # fmt: skip
    (cause,) = red_causes(table({}, issues=[issue]))["P"]
    key, words = CauseKey("整改问题", "W1", OTHER), "逾期问题：信访　渗漏（W1）"
    assert cause == RedCause(key, about="逾期问题", words=words, days=10, working_days=7)


def test_a_veto_is_the_veto_of_the_county_once_for_all_compounds():
    causes = red_causes(table({"demolition_listed": True}, {"built_year": 2005}))
    assert told(causes["P"]) == [("否决内容", f"{COUNTY} A02.2", COUNTY, None)]


def test_an_event_is_the_measure_that_it_fails():
    kinds = {"E1": "安全事故", "E2": "挪用", "E3": "砍伐老树"}
    events = [
        {"event": code, "region": OTHER, "project": "P", "kind": kind, "happened_on": LATE,
         "status": "属实"}
        for code, kind in kinds.items()
    ]  # fmt: skip
    causes = red_causes(table({}, events=events))
    assert told(causes["P"]) == [
        ("否决内容", f"{COUNTY} A09.3", COUNTY, None),
        ("否决内容", f"{OTHER} A02.3", OTHER, None),
        ("否决内容", f"{OTHER} A03.2", OTHER, None),
    ]


def test_the_longest_delay_comes_first_and_one_project_alone_has_the_same_causes():
    issue = {"issue": "W1", "region": COUNTY, "project": "P", "source": "审计", "problem": "x",
             "found_on": LATE, "due_on": date(2023, 3, 30)}  # fmt: skip
    found = table({"started_on": None}, {"demolition_listed": True}, issues=[issue])
    causes = red_causes(found)
    assert [cause.key.kind for cause in causes["P"]] == ["整改问题", "环节", "否决内容"]
    assert red_causes(found, project="P") == causes
    assert red_causes(found, project="Q") == {}


def test_a_measure_that_is_no_veto_is_named_as_one_that_failed():
    assert of_measure(COUNTY, "A10.1", RULES).kind == "否决内容"
    assert of_measure(COUNTY, "A01.1", RULES) == CauseKey("衡量内容", f"{COUNTY} A01.1", COUNTY)
