"""待补报：后续环节已办结而本环节没有日期的，不是逾期，另列一张清单。"""

from metrics.dispatch.red_list import red_list
from metrics.dispatch.to_report import to_report_list
from metrics.records.schema import NEVER
from metrics.supervision.choice import Asked, select
from metrics.supervision.one_project import one_project
from metrics.supervision.queries import why
from metrics.supervision.table import Supervision
from metrics.views.supervision.project_tables import compound_table
from metrics.views.supervision.supervision_tables import project_table
from tests.metrics.supervision.small_supervision import DONE, table
from tests.reading_tables import under


def behind(found: Supervision) -> list[tuple[str, int]]:
    rows = to_report_list(found)["behind"].to_list()
    return [(stage["stage"], stage["records"]) for row in rows for stage in row]


def test_已验收移交只缺意愿征询日期_不进红灯清单_列入待补报():
    found = table({**DONE, "consulted_on": None})
    assert found.projects["light"].to_list() == ["黑"]
    assert red_list(found).is_empty()
    assert behind(found) == [("意愿征询", 1)]


def test_填无的是未办理_仍为红灯_不列待补报():
    found = table({**DONE, "consulted_on": NEVER})
    assert red_list(found)["project"].to_list() == ["P"]
    assert behind(found) == []


def test_红灯项目缺日期的也要补报_但日期空缺不是亮红灯的原因():
    found = table({"scheme_published_on": None, "finish_due": NEVER, "started_on": None})
    assert [c["about"] for c in red_list(found)["causes"].to_list()[0]] == ["开工"]
    assert behind(found) == [("方案公示", 1)]


def test_没有后续环节办结的空缺是未办理_不列待补报():
    assert behind(table({"started_on": None})) == []


def test_联合审查按项目填报_几个小区开工也只算一处_其余按小区计():
    found = table(
        {"scheme_voted_on": None}, {"scheme_voted_on": None}, project={"review_approved_on": None}
    )
    assert behind(found) == [("方案表决", 2), ("联合审查", 1)]
    assert to_report_list(found)["records"].to_list() == [3]


def test_亮灯原因和灯格写明待补报():
    found = table({**DONE, "consulted_on": None})
    assert why(found, "P")["text"].to_list() == ["意愿征询待补报：后续环节已办结而未报日期"]
    one = one_project(found.frames, found.rules, found, "P")
    assert one and [c.text for c in under(compound_table(one), "意愿征询·灯")] == ["黑 待补报"]
    light = under(project_table(found, found.projects), "灯")[1]
    assert (light.text, light.note) == ("黑", "待补报1处")


def test_督导表可只看有待补报的项目():
    found = table({**DONE, "consulted_on": None})
    assert select(found, Asked(light="待补报")).height == 1
    assert select(table({}), Asked(light="待补报")).is_empty()
