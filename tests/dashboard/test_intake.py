"""An upload leaves nothing in the temporary folder, however the server ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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

def run():
    return intake.run(content=Path(sys.argv[1]).read_bytes(), file_name="县.xlsx", unit="620102",
                      as_of=date(2023, 7, 28), sent_by=None, progress=stop, form="1",
                      taken=intake.Taken())

done = run()
assert done.marked is not None
"""


@pytest.mark.parametrize(("last", "code"), [("读取", -9), ("在工作簿中", -9), ("从不", 0)])
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


def test_marking_writes_no_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from sql.workbook.writing.annotate import marked

    file = made.write(tmp_path / "县.xlsx", made.county())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "没有这个文件夹"))
    _, parts = marked({"marks": []}, file.read_bytes())
    assert parts[0].startswith(b"PK")
