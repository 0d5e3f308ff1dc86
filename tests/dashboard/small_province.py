"""A demo province of which only a few units have reported, imported through the usual door."""

from datetime import date
from pathlib import Path

import pytest

from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.demo.timeline import DATES
from sql.demo.workbooks import write_date
from sql.reported.intake import import_workbook

DAYS: tuple[date, date] = (DATES[0], DATES[5])
PROVINCE, CITY, COUNTY, SMALL = "990000", "990100", "990101", "990102"
UNITS = [PROVINCE, CITY, COUNTY, SMALL, "990103"]


def fill(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Import the province and a few counties for two data dates; return the database's address."""
    url = f"sqlite:///{folder / 'dudao.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    ensure_ready()
    for day in DAYS:
        for sent in write_date(day, folder=folder, units=UNITS):
            with session_scope(writing=True) as session:
                found = import_workbook(
                    session, path=sent.path, unit=sent.unit, as_of=sent.as_of, sent_by="演示"
                )
            assert found.stored, [str(error) for error in found.errors[:3]]
    return url
