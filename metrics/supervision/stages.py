"""The ten stages (环节) of a compound, in order, and how a rule says when each of them is due.

The ledger reports only 计划开工日期 and 计划完工日期 as promises; every other due date derives from
one of the bases below by a dated rule (`stage_due`).
"""

import re
from typing import NamedTuple

BASES = {"列入计划日期": "planned_on", "计划开工日期": "start_due", "计划完工日期": "finish_due"}
"""Dates of the compound that a due date may count from, by their heading."""
PLAN_YEAR = "计划年度"


class Stage(NamedTuple):
    """One stage: its name, the column of its actual date, and whether it precedes the plan.

    `of_project`: the date is reported of the project, not of each compound.
    """

    name: str
    label: str
    actual: str
    before_plan: bool = False
    of_project: bool = False


STAGES = (
    Stage("reserve", "储备入库", "reserved_on", before_plan=True),
    Stage("plan", "列入计划", "planned_on", before_plan=True),
    Stage("consult", "意愿征询", "consulted_on", before_plan=True),
    Stage("publish", "方案公示", "scheme_published_on"),
    Stage("vote", "方案表决", "scheme_voted_on"),
    Stage("review", "联合审查", "review_approved_on", of_project=True),
    Stage("start", "开工", "started_on"),
    Stage("finish", "完工", "completed_on"),
    Stage("accept", "验收", "accepted_on"),
    Stage("hand_over", "移交", "handed_over_on"),
)
BY_STAGE = {stage.name: stage for stage in STAGES}
LABELS = tuple(stage.label for stage in STAGES)


class Due(NamedTuple):
    """When a stage is due: a base (a column, or a day of the plan year) and a distance from it."""

    base: str
    month: int = 0
    day: int = 0
    distance: int = 0
    working: bool = True


_DUE = re.compile(
    rf"^(?:(?P<base>{'|'.join(BASES)})|{PLAN_YEAR}(?P<month>\d\d)-(?P<day>\d\d))"
    r"(?:(?P<sign>[+-])(?P<distance>\d{1,4})(?P<unit>个工作日|天))?$"
)
LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def due(raw: object) -> Due:
    """Read "计划开工日期-5个工作日", "计划年度03-31" or a bare base; ValueError otherwise.

    29 February is refused: most years have none.
    """
    match = _DUE.match(str(raw))
    if match is None:
        raise ValueError(f"“{raw}”应写作“计划开工日期”“计划完工日期+30个工作日”或“计划年度03-31”")
    distance = int(f"{match['sign'] or ''}{match['distance'] or 0}")
    working = match["unit"] != "天"
    if match["base"]:
        return Due(BASES[match["base"]], distance=distance, working=working)
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= LAST_DAYS[month - 1]):
        raise ValueError(f"“{raw}”中的月日不存在")
    return Due(PLAN_YEAR, month, day, distance, working)


def stage_dues(raw: object) -> dict[str, Due]:
    """Read the due rule of every stage (stage name → rule); all ten are named."""
    if not isinstance(raw, dict) or set(raw) != set(LABELS):
        raise ValueError(f"应逐一写明各环节的时限：{'、'.join(LABELS)}")
    read = {stage.name: due(raw[stage.label]) for stage in STAGES}
    if read["plan"].base != PLAN_YEAR:
        raise ValueError("列入计划的时限应写作计划年度的某一天，如“计划年度03-31”")
    return read
