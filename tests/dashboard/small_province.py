"""A demo province of which only a few units have reported, imported through the usual door."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sql.database.migrate import ensure_ready
from sql.demo.timeline import DATES
from sql.demo.workbooks import write_date
from sql.reported.intake import import_workbook
from tests.databases import used

DAYS: tuple[date, date] = (DATES[0], DATES[5])
PROVINCE, CITY, COUNTY, SMALL = "990000", "990100", "990101", "990102"
UNITS = [PROVINCE, CITY, COUNTY, SMALL, "990103"]


def fill(file: Path) -> None:
    """Make an SQLite database and import the province and a few counties for two data dates."""
    with used(f"sqlite:///{file}"), TemporaryDirectory() as folder:
        ensure_ready()
        for day in DAYS:
            for sent in write_date(day, folder=Path(folder), units=UNITS):
                outcome = import_workbook(
                    sent.path, unit=sent.unit, as_of=sent.as_of, sent_by="演示"
                )
                assert outcome.stored, [str(error) for error in outcome.errors[:3]]
