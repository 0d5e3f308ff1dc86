"""The workbooks that the demo's units would send: one file per unit and data date."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from metrics.records.invented import DEMO
from sql.demo.province import sheets, truth
from sql.demo.schedule import senders
from sql.workbook.writing.template import write_workbook


class Sent(NamedTuple):
    """One workbook: who sends it, for which data date, and where the file lies."""

    unit: str
    as_of: date
    path: Path


def write_date(as_of: date, *, folder: Path, units: list[str] | None = None) -> list[Sent]:
    """Write the workbooks of one data date under `folder`, the province's first.

    The province's carries 区划, 重点任务 and its own 制度建设; a city's its 制度建设; a county's, and
    that of a city without counties, everything it reports. `units` limits who sends.
    """
    folder = folder / as_of.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    parts = {
        name: frame.partition_by("unit", as_dict=True, include_key=False)
        for name, frame in sheets(as_of).items()
    }
    names = dict(truth().divisions.select("region", "name").iter_rows())
    sent = [
        Sent(unit, as_of, folder / f"{unit}_{names[unit]}.xlsx")
        for unit in senders(truth().divisions, on=as_of)
        if units is None or unit in units
    ]
    for book in sent:
        mine = {name: part[(book.unit,)] for name, part in parts.items() if (book.unit,) in part}
        write_workbook(book.path, mine, note=DEMO)
    return sent
