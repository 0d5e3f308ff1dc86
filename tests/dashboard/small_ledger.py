"""One county with one project of which enough is wrong: a late start, a veto, an overdue
issue, and no working mechanism."""

from datetime import date

from tests.sql.statement_rows import region, submit

PLACE, COUNTY = "620000", "620102"
DAY = date(2023, 6, 30)
REGIONS = (
    region(PLACE, "甘省", level="省"),
    region("620100", "兰市", level="市", parent=PLACE),
    region(COUNTY, "城关区", parent="620100"),
    region("620103", "七里河区", parent="620100"),
)
PROJECT = {
    "project": "P1", "name": "和平项目", "region": COUNTY, "plan_year": 2023, "project_owner": "甲",
    "review_approved_on": date(2023, 2, 1),
}  # fmt: skip
COMPOUND = {
    "compound": "C1", "project": "P1", "name": "和平小区", "households": 10, "buildings": 1,
    "floor_area": 1, "planned_on": date(2023, 1, 10), "reserved_on": date(2022, 9, 1),
    "consulted_on": date(2022, 12, 1), "scheme_published_on": date(2023, 2, 1),
    "scheme_voted_on": date(2023, 2, 20), "start_due": date(2023, 3, 1),
    "finish_due": date(2023, 12, 1), "demolition_listed": True,
}  # fmt: skip
ISSUE = {
    "issue": "W1", "region": COUNTY, "project": "P1", "source": "审计", "problem": "资金滞留",
    "found_on": date(2023, 4, 1), "due_on": date(2023, 6, 20),
}  # fmt: skip
MECHANISM = {"region": COUNTY, "instrument": "工作机制", "status": "未建立"}


def report(day: date = DAY, **compound: object) -> None:
    """Let the province report it for a data date; `compound` changes fields of the compound."""
    submit(
        day, *REGIONS, unit=PLACE, projects=[PROJECT], compounds=[COMPOUND | compound],
        issues=[ISSUE], instruments=[MECHANISM],
    )  # fmt: skip
