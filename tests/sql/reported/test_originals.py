"""A workbook is kept as it was sent, once for each content, and given back to the byte."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from sql.__main__ import main
from sql.archive.rows import FILES, at_once
from sql.archive.shapes import Shape
from sql.database.engine import session_scope
from sql.models import WORKBOOK_FILES
from sql.reported import originals
from sql.reported.intake import import_workbook
from sql.workbook.originals import OriginalDamaged, pack, unpack
from tests.databases import by_hand
from tests.workbooks import made

PROVINCE, START, NEXT = "620000", date(2023, 1, 1), date(2023, 2, 1)


@pytest.fixture
def sent(database: str, tmp_path: Path) -> Path:
    """Give the file that the province has sent, as submission 1."""
    path = made.write(tmp_path / "区划.xlsx", made.province())
    assert import_workbook(path, unit=PROVINCE, as_of=START).stored
    return path


def kept() -> int:
    with session_scope() as session:
        return session.scalar(select(func.count()).select_from(WORKBOOK_FILES)) or 0


def test_what_is_fetched_is_what_was_sent_to_the_byte(sent: Path):
    with session_scope() as session:
        assert originals.of_submission(session, 1) == ("区划.xlsx", sent.read_bytes())


def test_a_file_sent_for_two_dates_is_kept_once(sent: Path):
    assert import_workbook(sent, unit=PROVINCE, as_of=NEXT).submission == 2
    assert kept() == 1
    with session_scope() as session:
        assert originals.of_submission(session, 2)[1] == sent.read_bytes()


def test_a_file_that_was_refused_is_not_kept(sent: Path, tmp_path: Path):
    wrong = made.write(tmp_path / "错.xlsx", made.county())
    assert not import_workbook(wrong, unit="620105", as_of=START).stored
    assert kept() == 1


def test_the_command_writes_it(sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["original", "1", str(tmp_path / "原件.xlsx")]) == 0
    assert (tmp_path / "原件.xlsx").read_bytes() == sent.read_bytes()
    assert "已写出第1号报送的原件（区划.xlsx，摘要核对无误）" in capsys.readouterr().out
    assert main(["original", "9", str(tmp_path / "原件.xlsx")]) == 2
    assert "没有第9号报送" in capsys.readouterr().err


def test_a_submission_without_a_workbook_has_no_original(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["undo", "--unit", PROVINCE, "--reason", "用错文件"]) == 0
    assert main(["original", "2", str(tmp_path / "原件.xlsx")]) == 2
    assert "撤销、撤回和区划调整没有工作簿" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["original", "二", str(tmp_path / "原件.xlsx")])
    assert "“二”不是整数" in capsys.readouterr().err


def test_what_was_changed_by_hand_is_not_given_out(sent: Path):
    with by_hand() as session:
        other = pack(b"another workbook").packed
        session.execute(update(WORKBOOK_FILES).values(packed=other))
    with session_scope() as session, pytest.raises(OriginalDamaged, match="与报送时不一致"):
        originals.of_submission(session, 1)


@pytest.mark.parametrize("text", ["", "不是", "eA==", pack(b"longer than it says").packed])
def test_what_is_no_packed_workbook_is_told(text: str):
    original = pack(b"sent")
    with pytest.raises(OriginalDamaged):
        unpack(type(original)(original.sha256, original.size, text))


def test_files_are_moved_a_few_at_a_time_and_rows_in_thousands():
    assert at_once(Shape("workbook_files", {}, ())) == FILES < 10
    assert at_once(Shape("submissions", {}, ())) > 1000
