"""灯色变化的原因和天数取自两个数据日期的督导一张表。"""

from datetime import date

import polars as pl

from metrics.changes.between_dates import changes
from metrics.changes.kinds import LIGHTS
from metrics.changes.light_causes import DONE, GONE, MOVED, PROVED, light_causes
from metrics.dispatch.causes import red_causes
from metrics.records.frames import Frames
from metrics.supervision.first_causes import with_causes
from metrics.supervision.table import supervision
from metrics.views.changes.light_tables import light_table
from tests.metrics.small_frames import D, frames
from tests.metrics.supervision.small_supervision import COUNTY, ON_TRACK, PROJECT, REGIONS, RULES
from tests.reading_tables import under

LATER = date(2023, 7, 14)
LATE = {"started_on": None}
DUE = date(2023, 7, 3)
ISSUE = {"issue": "W1", "region": COUNTY, "project": "线", "source": "审计", "problem": "问题",
         "found_on": date(2023, 5, 8), "due_on": date(2023, 6, 1)}  # fmt: skip


def province(day: date, *, gone: str = "", issue: dict | None = None, **states: dict) -> Frames:
    """Build projects named by what becomes of them, one compound each."""
    kept = {name: state for name, state in states.items() if name != gone}
    owners = [{**PROJECT, "project": name, "name": f"{name}项目"} for name in kept]
    compounds = [
        {**ON_TRACK, "compound": f"C{name}", "project": name, **state}
        for name, state in kept.items()
    ]
    return frames(as_of=day, regions=REGIONS, projects=owners, compounds=compounds,
                  issues=[{**ISSUE, **(issue or {})}], reporting=[COUNTY])  # fmt: skip


def test_原因_天数_消除情况():
    before = province(D, 红={**LATE, "start_due": DUE}, 办=LATE, 撤=LATE, 改=LATE, 线={})
    after = province(
        LATER, gone="撤", issue={"closed_on": DUE}, 红={**LATE, "start_due": DUE},
        办={"started_on": DUE}, 撤={}, 改={**LATE, "start_due": date(2023, 9, 1)}, 线={},
    )  # fmt: skip
    tables = supervision(before, RULES), supervision(after, RULES)
    found = changes(before, after, (RULES, RULES), lights=(tables[0].lights, tables[1].lights))
    lights = found.records.filter(pl.col("kind").is_in(list(LIGHTS)))
    told = light_causes(lights, *tables)
    ends = dict(told.select("project", "end").iter_rows())
    assert ends == {"红": None, "办": DONE, "撤": GONE, "改": MOVED, "线": PROVED}
    shown = light_table(told, place="兰州市", days=(D, LATER))
    rows = dict(zip([line.key for line in shown.lines], under(shown, "首要原因"), strict=True))
    assert rows["红"].text == "开工应于7月3日前"
    assert rows["线"].text == "逾期问题：审计　问题"
    delays = dict(zip(rows, under(shown, "逾期"), strict=True))
    assert delays["红"].text == "逾期9个工作日（11天）"
    done = dict(zip(rows, under(shown, "消除情况"), strict=True))
    assert (done["办"].text, done["改"].text) == ("7月3日开工", "时限调整至9月1日")


def test_首要原因与督办和会议所列一致():
    table = supervision(
        province(D, 甲={**LATE, "scheme_voted_on": None}, 乙={}, 线=LATE, 丙={"planned_on": None}),
        RULES,
    )
    rows = with_causes(table, table.dated(table.projects)).filter(pl.col("light") == "红")
    assert rows.height
    for row in rows.iter_rows(named=True):
        first, *_ = listed = red_causes(table, project=row["project"])[row["project"]]
        assert (row["cause"], row["cause_days"]) == (first.about, first.days)
        assert row["causes"] == len(listed)
