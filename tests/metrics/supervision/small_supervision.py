"""Build small supervision tables: one county or two, compounds that are on track but for a few cells."""

from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st

from metrics.packs.pack import load_pack
from metrics.records.schema import NEVER
from metrics.supervision.stages import STAGES
from metrics.supervision.table import Supervision, supervision
from tests.metrics.small_frames import D, Row, division, frames

RULES = load_pack("national").on(D)
CITY, COUNTY, OTHER = "620100", "620102", "620103"
REGIONS = [
    division(CITY, "市", None, "兰州市"),
    division(COUNTY, "县", CITY, "城关区"),
    division(OTHER, "县", CITY, "七里河区"),
]
PROJECT = {"project": "P", "name": "甲项目", "region": COUNTY, "plan_year": 2023,
           "review_approved_on": date(2023, 3, 20)}  # fmt: skip
ON_TRACK = {
    "name": "一号院", "households": 100, "buildings": 4, "floor_area": 8_000_000_000,
    "built_year": 1990, "demolition_listed": False, "renovated_elsewhere": False,
    "reserved_on": date(2022, 9, 1), "planned_on": date(2023, 1, 10),
    "consulted_on": date(2022, 12, 1), "scheme_published_on": date(2023, 3, 1),
    "scheme_voted_on": date(2023, 3, 15), "start_due": date(2023, 4, 3),
    "started_on": date(2023, 4, 3), "finish_due": date(2023, 10, 31),
}  # fmt: skip
"""A compound that has done everything due by 30 June 2023."""
DONE = {
    "completed_on": date(2023, 6, 1), "finish_due": date(2023, 6, 1), "acceptance": "合格",
    "accepted_on": date(2023, 6, 5), "handed_over_on": date(2023, 6, 8),
}  # fmt: skip


def table(*compounds: Row, project: Row | None = None, **sheets: list[Row]) -> Supervision:
    """Build the table of one project, P, and its compounds."""
    rows = [
        {"compound": f"C{n}", "project": "P", **ON_TRACK, **row} for n, row in enumerate(compounds)
    ]
    owners = sheets.pop("projects", [{**PROJECT, **(project or {})}])
    given = frames(regions=REGIONS, projects=owners, compounds=rows, reporting=[COUNTY], **sheets)
    return supervision(given, RULES)


def some_projects() -> Supervision:
    owners = [
        {**PROJECT, "project": "P"},
        {**PROJECT, "project": "Q", "region": OTHER, "name": "乙项目", "plan_year": 2022},
    ]
    compounds = [
        {**ON_TRACK, "compound": "C1", "project": "P"},
        {**ON_TRACK, "compound": "C2", "project": "Q", "started_on": None},
    ]
    return supervision(
        frames(regions=REGIONS, projects=owners, compounds=compounds, reporting=[COUNTY]), RULES
    )


NEAR = st.dates(date(2022, 6, 1), date(2024, 6, 30))
REPORTED = st.one_of(st.none(), st.just(NEVER), NEAR)
COMPOUND_ROWS = st.fixed_dictionaries(
    {
        "project": st.sampled_from(["P", "Q"]),
        "households": st.integers(1, 500),
        "physical_progress": st.one_of(st.none(), st.integers(0, 1_000_000)),
        "acceptance": st.sampled_from([None, "合格", "不合格"]),
        **dict.fromkeys(
            ["start_due", "finish_due", *(s.actual for s in STAGES if s.name != "review")], REPORTED
        ),
    }
)
"""Compounds of the projects P and Q with any dates around the data date, 「无」 and blanks."""


def two_projects(compounds: Iterable[Row]) -> Supervision:
    """Build the table of P and Q, in two counties, and of compounds made of COMPOUND_ROWS."""
    owners = [{**PROJECT, "project": "P"}, {**PROJECT, "project": "Q", "region": OTHER}]
    rows = [{**ON_TRACK, **row, "compound": f"C{n}"} for n, row in enumerate(compounds)]
    given = frames(regions=REGIONS, projects=owners, compounds=rows, reporting=[COUNTY])
    return supervision(given, RULES)
