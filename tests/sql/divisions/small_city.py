"""A city of three counties that report by ledger or by returns, and changes of its divisions."""

from datetime import date

import polars as pl

from metrics.changes.between_dates import Changes, changes
from metrics.packs.pack import load_pack
from metrics.records.frames import Frames
from metrics.records.succession import Intended, Target
from sql.database.engine import session_scope
from sql.divisions.changes import carry_out
from sql.reported import history
from tests.sql.statement_rows import Row, region, submit

PROVINCE, CITY = "350000", "350600"
OLD, NEW, YUN, CHANG = "350681", "350604", "350622", "350625"
D1, SINCE, D2 = date(2023, 6, 30), date(2023, 7, 1), date(2023, 7, 31)
TODAY = date(2023, 12, 31)
DOCUMENT = "省政府关于同意调整部分行政区划的批复"
REGIONS = (
    region(PROVINCE, "示例省", level="省"),
    region(CITY, "丙市", level="市", parent=PROVINCE),
    region(OLD, "龙甲市", parent=CITY),
    region(YUN, "云甲县", parent=CITY),
    region(CHANG, "长甲县", parent=CITY),
)


def ledger(
    owner: str, letter: str, *, planned: int, started: int, day: date = D1
) -> dict[str, list[Row]]:
    """Write the ledger of a county: one project, and of its compounds the first ones started."""
    project = f"P{letter}"
    return {
        "projects": [
            {"project": project, "name": f"{letter}项目", "region": owner, "plan_year": 2023}
        ],
        "compounds": [
            {
                "compound": f"C{letter}{n}", "name": f"{letter}{n}院", "project": project,
                "households": 100, "buildings": 4, "floor_area": 8000,
                "planned_on": date(2023, 1, 10),
                "started_on": date(2023, 3, 20) if n < started else None,
            }
            for n in range(planned)
        ],
    }  # fmt: skip


def told(owner: str, planned: int | None, started: int | None) -> Row:
    """Write the return (进展报表) of a county."""
    return {
        "region": owner, "year": 2023, "planned_compounds": planned, "started_compounds": started,
    }  # fmt: skip


def recoded(*, since: date = SINCE) -> Intended:
    """Ask for the county to become a district with a code of its own."""
    return Intended(
        kind="recoded", since=since, document=DOCUMENT, old=(OLD,), new=(Target(NEW, "龙甲区"),)
    )


def merged(*, since: date = SINCE) -> Intended:
    """Ask for the county to go into its neighbour."""
    return Intended(
        kind="merged", since=since, document=DOCUMENT, old=(OLD, YUN), new=(Target(YUN),)
    )


def renamed(*, since: date = SINCE) -> Intended:
    """Ask for its neighbour to have another name."""
    return Intended(
        kind="renamed", since=since, document=DOCUMENT, old=(YUN,), new=(Target(YUN, "云乙县"),)
    )


def done(intended: Intended) -> int:
    """Carry a change out in a transaction of its own."""
    with session_scope(writing=True) as session:
        return carry_out(session, intended, by="系统管理员", today=TODAY)


def at(day: date) -> Frames:
    """Read the records of a data date."""
    with session_scope() as session:
        return history.frames(session, as_of=day, year=2023)


def between(before: date, after: date, *, place: str = PROVINCE) -> Changes:
    """Tell what changed between two data dates."""
    pack = load_pack("national").on(D1)
    return changes(at(before), at(after), (pack, pack), place=place)


def counted(found: Changes, kind: str, code: str) -> int:
    """Return one count of the changes of a division."""
    return int(found.counts.filter(kind=kind, region=code)["change"].item())


def provincial(*rows: Row, day: date = D1) -> None:
    """Let the province report 区划."""
    submit(day, *(rows or REGIONS), unit=PROVINCE)


def owners(day: date) -> pl.DataFrame:
    """Return which division owns each project on a day."""
    return at(day).tables["projects"].select("project", "region")
