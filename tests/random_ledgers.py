"""Random ledgers: projects, compounds, their contents, facilities and funds."""

from datetime import date

from hypothesis import strategies as st

from metrics.records.sheets.compounds import UTILITIES
from metrics.records.sheets.projects import FUND_SOURCES
from tests.random_rows import (
    AMOUNTS,
    COUNTS,
    FLAGS,
    NAMES,
    OWNERS,
    YEAR,
    Cells,
    Row,
    days,
    grid,
    numbered,
    troubled,
)  # fmt: skip

CONTENTS = ("供水", "消防", "停车", "照明", "养老", "托育", "不在目录的内容")
CODES = ("C0", "C1", "C2", "C3", "C4", "C5", "C6")
COMMUNITIES = ("K0", "K1", "K2", "K3")


def projects() -> st.SearchStrategy[list[Row]]:
    """Draw up to six projects, most of them of the year."""
    good = {
        "name": "项目",
        "region": OWNERS[0],
        "plan_year": YEAR,
        "scale_operator": True,
        "joint_area": "片区",
        "planned_investment": 100,
        **dict.fromkeys(("builder", "designer", "contractor", "supervisor"), "某某公司"),
    }
    cells = {
        "region": OWNERS * 3,
        "plan_year": (YEAR - 1, YEAR + 1),
        "scale_operator": FLAGS,
        "joint_area": NAMES,
        "planned_investment": AMOUNTS,
        **dict.fromkeys(("builder", "designer", "contractor", "supervisor"), ("无", None)),
    }
    return st.lists(troubled(good, cells), min_size=1, max_size=6).map(numbered("project", "P"))


def compounds(as_of: date, projects: list[Row]) -> st.SearchStrategy[list[Row]]:
    """Draw compounds, some of them in projects of several plan years, never twice in one."""
    codes = [row["project"] for row in projects]
    years = {row["project"]: row["plan_year"] for row in projects}
    keys = st.tuples(st.sampled_from(CODES), st.sampled_from(codes))
    rows = st.tuples(keys, troubled(_good_compound(), _compound_cells(as_of), most=8))
    return st.lists(
        rows, max_size=10, unique_by=lambda drawn: (drawn[0][0], years[drawn[0][1]])
    ).map(lambda drawn: [{"compound": key[0], "project": key[1], **row} for key, row in drawn])


FLAG_COLUMNS = (
    "archive_basics", "archive_wishes", "archive_scheme", "archive_progress",
    "archive_before_after", "took_part_scheme", "took_part_works", "took_part_oversight",
    "took_part_aftercare", "took_part_feedback", "online_vote", "upkeep_collection",
    "upkeep_use", "upkeep_renewal",
)  # fmt: skip
DAY_COLUMNS = (
    "planned_on", "started_on", "completed_on", "consulted_on", "scheme_voted_on",
    "aftercare_confirmed_on", "accepted_on", "party_branch_on", "owners_committee_on",
)  # fmt: skip
COUNT_COLUMNS = (
    "consulted_households", "consenting_households", "scheme_votes", "survey_responses",
    "survey_satisfied",
)  # fmt: skip


def _good_compound() -> Row:
    return {
        "name": "小区",
        "community": "K0",
        "built_year": 2000,
        "households": 100,
        "buildings": 1,
        "floor_area": 1,
        "demolition_listed": False,
        "renovated_elsewhere": False,
        "reserve_score": 0,
        "property_mode": "专业物业",
        "property_fee": 0,
        "acceptance": "合格",
        **dict.fromkeys(FLAG_COLUMNS, True),
        **dict.fromkeys(DAY_COLUMNS, date(2023, 3, 1)),
        **dict.fromkeys(COUNT_COLUMNS, 100),
    }


def _compound_cells(as_of: date) -> Cells:
    return {
        "community": (*COMMUNITIES, "无", None),
        "built_year": (1999, 2001, None),
        "households": (1, 3, 99, 133),
        "demolition_listed": FLAGS,
        "renovated_elsewhere": FLAGS,
        "reserve_score": (1, None),
        "property_mode": NAMES,
        "property_fee": (1, None),
        "acceptance": ("合格", "不合格", None),
        **dict.fromkeys(FLAG_COLUMNS, (False, None)),
        **dict.fromkeys(DAY_COLUMNS, days(as_of)),
        **dict.fromkeys(COUNT_COLUMNS, COUNTS),
    }


def contents() -> st.SearchStrategy[list[Row]]:
    """Draw the contents of compounds, all of them shortfalls that are in the scheme unless not."""
    good = {"short": True, "in_scheme": True, "area_remedy": "无"}
    cells = {
        "short": (False,),
        "in_scheme": (False, None),
        "area_remedy": ("改造", "新建", "租赁", "购买", None),
    }
    keys = [(code, item) for code in CODES for item in CONTENTS]
    return grid(keys, ("compound", "item"), good, cells)


def facilities(as_of: date) -> st.SearchStrategy[list[Row]]:
    """Draw the utilities of compounds."""
    good = {
        "to_renew": True,
        "joint_scheme_on": date(2023, 3, 1),
        "handed_over_on": date(2023, 3, 2),
    }
    cells = {
        "to_renew": (False,),
        "joint_scheme_on": days(as_of),
        "handed_over_on": days(as_of),
    }
    keys = [(code, kind) for code in CODES for kind in UTILITIES]
    return grid(keys, ("compound", "utility"), good, cells)


def funds(projects: list[Row]) -> st.SearchStrategy[list[Row]]:
    """Draw money received, by project and source, with zeros and blanks."""
    codes = [row["project"] for row in projects]
    keys = st.tuples(st.sampled_from(codes), st.sampled_from(FUND_SOURCES))
    drawn = st.dictionaries(keys, st.sampled_from(AMOUNTS), max_size=12)
    return drawn.map(
        lambda rows: [
            {"project": project, "source": source, "received": amount}
            for (project, source), amount in rows.items()
        ]
    )
