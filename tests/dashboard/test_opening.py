"""The data date pages open with, and what is said of the units that are ahead of it."""

from datetime import date

from sql.demo import DATES
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, words
from tests.sql.statement_rows import region, submit

FRIDAY, NEXT_YEAR = DATES[-1], date(2025, 1, 3)
COUNTIES = [f"62010{n}" for n in range(1, 8)]


def project(unit: str, year: int) -> dict[str, object]:
    return {"project": f"{unit}-{year}", "name": "项目", "region": unit, "plan_year": year}


def report(*, ahead: int) -> None:
    """Let seven counties report for one Friday, and so many of them for next January too."""
    top = {"region": "620000", "name": "示例省", "level": "省"}
    below = [region(unit, f"第{unit[-1]}县", parent="620000") for unit in COUNTIES]
    submit(date(2024, 1, 31), top, *below, unit="620000")
    for unit in COUNTIES:
        submit(FRIDAY, unit=unit, projects=[project(unit, 2024)])
    for unit in COUNTIES[:ahead]:
        submit(NEXT_YEAR, unit=unit, projects=[project(unit, 2024), project(unit, 2025)])


def test_one_early_county_does_not_move_the_provinces_page(opened_empty: Open):
    report(ahead=1)
    app = opened_empty("overview")
    assert not app.exception
    assert (stands(app, "as_of"), stands(app, "year")) == (str(FRIDAY), "2024")
    assert "已有1家报到更新的日期：第1县（2025-01-03）" in words(app).replace("\\", "")
    chosen = opened_empty("overview", as_of=str(NEXT_YEAR))
    assert stands(chosen, "as_of") == str(NEXT_YEAR)
    assert "报到更新的日期" not in words(chosen)


def test_enough_counties_do(opened_empty: Open):
    report(ahead=2)
    app = opened_empty("overview")
    assert stands(app, "as_of") == str(NEXT_YEAR)
    assert "报到更新的日期" not in words(app)
