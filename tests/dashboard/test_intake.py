"""An upload is checked, confirmed and stored once, and leaves nothing in the temporary folder."""

import os
import subprocess
import sys
from collections.abc import Container
from datetime import date
from pathlib import Path

import pytest

from dashboard import intake
from metrics.typed.draft import Draft
from sql.database.engine import session_scope
from sql.reported import history
from sql.reported.intake import import_workbook
from sql.reported.typed import drafts
from sql.reported.typed.meanwhile import ReportedMeanwhile
from tests.workbooks import made

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from dashboard import intake

def stop(step, last=sys.argv[2]):
    if step.startswith(last):
        os.kill(os.getpid(), signal.SIGKILL)

sent = intake.Sent(content=Path(sys.argv[1]).read_bytes(), file_name="县.xlsx", unit="620102",
                   as_of=date(2023, 7, 28))
assert intake.check(sent, progress=stop).marked is not None
"""


@pytest.mark.parametrize(("last", "code"), [("读取", -9), ("整理", -9), ("从不", 0)])
def test_no_row_of_a_county_stays_behind(
    last: str, code: int, sqlite_database: str, tmp_path: Path
):
    wrong = made.changed(made.county(), "小区", 1, "户数", "很多")
    file, folder = made.write(tmp_path / "县.xlsx", wrong), tmp_path / "tmp"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(file), last],
        cwd=ROOT, env={**os.environ, "TMPDIR": str(folder)}, check=False,
    )  # fmt: skip
    assert done.returncode == code
    assert list(folder.iterdir()) == []


@pytest.fixture
def county(sqlite_database: str, tmp_path: Path) -> Path:
    """Give a path for the next workbook of a county that has reported two projects."""
    path = made.write(tmp_path / "省.xlsx", made.province())
    assert import_workbook(path, unit="620000", as_of=date(2023, 1, 1)).stored
    path = made.write(tmp_path / "县.xlsx", made.county())
    assert import_workbook(path, unit="620102", as_of=date(2023, 7, 28)).stored
    return tmp_path / "下期.xlsx"


def checked(path: Path, *, day: date = date(2023, 8, 4)) -> intake.Checked:
    sent = intake.Sent(content=path.read_bytes(), file_name=path.name, unit="620102", as_of=day)
    return intake.check(sent, progress=quiet)


def quiet(_: str) -> None:
    """Tell nobody."""


def stored(
    told: intake.Checked, desk: intake.Desk, *, yes: Container[str] = frozenset()
) -> intake.Checked:
    return intake.store(told, confirmed=yes, desk=desk, progress=quiet)


def submissions() -> int:
    with session_scope() as session:
        return len(history.submissions(session))


def test_what_was_checked_is_stored_once_however_often_it_is_confirmed(county: Path):
    told, desk = checked(made.write(county, made.county())), intake.Desk()
    assert told.waits
    before = submissions()
    answers = [stored(told, desk) for _ in range(2)]
    assert [answer.outcome.stored for answer in answers] == [True, True]
    assert submissions() == before + 1
    assert desk.round == 1


def test_another_report_of_the_unit_in_between_is_said_and_asked_again(county: Path):
    told, desk = checked(made.write(county, made.county())), intake.Desk()
    other = made.write(county, made.changed(made.county(), "小区", 1, "户数", 101))
    assert import_workbook(other, unit="620102", as_of=date(2023, 8, 1)).stored
    again = stored(told, desk)
    assert not again.outcome.stored
    assert "检查之后又有新的报送" in again.again
    assert again.preview is not None
    assert again.preview.differences.totals["changed"] == 1
    assert desk.last is again
    assert stored(again, desk).outcome.stored


def test_a_removal_that_nobody_ticked_stays_out(county: Path):
    told = checked(made.write(county, {name: rows[:2] for name, rows in made.county().items()}))
    (question,) = told.outcome.questions
    desk = intake.Desk()
    refused = stored(told, desk)
    assert not refused.outcome.stored
    assert stored(told, desk, yes={question.words}).outcome.stored


def begun() -> Draft:
    with session_scope() as session:
        return drafts.begin(session, unit="620102", as_of=date(2023, 8, 4))


def checked_typed(draft: Draft) -> intake.Checked:
    sent = intake.typed(draft, name="甲一区", file_name="在线填报.xlsx")
    return intake.check(sent, progress=quiet)


def test_what_was_typed_is_told_like_a_workbook_and_stored_as_it_was_then(county: Path):
    draft = begun()
    draft.put("compounds", 0, "households", "105")
    told, desk = checked_typed(draft), intake.Desk()
    assert told.preview is not None
    assert told.preview.differences.totals["changed"] == 1
    before = submissions()
    draft.put("compounds", 0, "households", "106")  # typed on after it was looked at
    assert [stored(told, desk).outcome.stored for _ in range(2)] == [True, True]
    assert submissions() == before + 1
    assert begun().texts("compounds")["households"].to_list() == ["105", "90"]


def test_a_report_that_came_while_it_was_typed_or_looked_through_is_told(county: Path):
    draft = begun()
    draft.put("compounds", 0, "households", "105")
    told = checked_typed(draft)
    other = made.write(county, made.changed(made.county(), "小区", 1, "户数", 101))
    assert import_workbook(other, unit="620102", as_of=date(2023, 8, 1)).stored
    with pytest.raises(ReportedMeanwhile):
        stored(told, intake.Desk())
    with pytest.raises(ReportedMeanwhile):
        checked_typed(draft)


def test_marking_writes_no_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from sql.workbook.writing.annotate import WorksheetReader, marked

    # A process that marks reads merged cells its own way ever after; this one goes on with others.
    monkeypatch.setattr(WorksheetReader, "bind_merged_cells", WorksheetReader.bind_merged_cells)
    file = made.write(tmp_path / "县.xlsx", made.county())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "没有这个文件夹"))
    _, parts = marked({"marks": []}, file.read_bytes())
    assert parts[0].startswith(b"PK")
