"""Many offices that send at the same moment, each in a process of its own: nobody is sent away."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from sql.database.engine import session_scope
from sql.reported.history import submissions
from sql.reported.intake import import_workbook
from tests.workbooks import made

ROOT = Path(__file__).parents[3]
FIRST = date(2023, 7, 28)
SENDERS = 8


def test_those_who_send_at_once_are_all_stored(database: str, tmp_path: Path):
    province = made.write(tmp_path / "省.xlsx", made.province())
    assert import_workbook(province, unit="620000", as_of=date(2023, 1, 1)).stored
    file = made.write(tmp_path / "县.xlsx", made.county())
    days = [FIRST + timedelta(days=number) for number in range(SENDERS)]
    offices = [_office("import", str(file), "--unit", "620102", "--as-of", str(d)) for d in days]
    offices.append(_office("cases"))
    assert [office.communicate()[1] for office in offices] == [b""] * len(offices)
    assert {office.returncode for office in offices} == {0}
    with session_scope() as session:
        kept = submissions(session, unit="620102")
    assert sorted(sent.data_date for sent in kept) == days


def _office(*command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "sql", *command],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
