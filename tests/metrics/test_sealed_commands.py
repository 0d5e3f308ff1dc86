"""python -m metrics seal and verify: the same digest from both kinds of database, and a forged file refused."""

from pathlib import Path

import pytest

from metrics.__main__ import main
from sql.database import engine
from sql.reported.submissions import accept
from tests.databases import copied, copied_postgres, used
from tests.metrics.rating.test_evaluation import DAY, TWO_COUNTIES, province

COUNTY, CITY = "620103", "620200"


def report(*units: str) -> None:
    """Let the province report everything, and units their own compounds, one after the other."""
    tables = province(TWO_COUNTIES).tables
    sheets = {name: rows.with_row_index("sheet_row", 2) for name, rows in tables.items()}
    divisions = {"regions": sheets.pop("regions")}
    with engine.session_scope(writing=True) as session:
        for unit, said in (("620000", divisions), *((unit, sheets) for unit in units)):
            accept(
                session, unit=unit, as_of=DAY, sent_by=None, file_name=f"{unit}.xlsx",
                file_sha256="0" * 64, sheets=said,
            )  # fmt: skip


def digest(capsys: pytest.CaptureFixture[str], out: Path) -> str:
    """Seal, verify, and return the digest that both of them print."""
    assert main(["seal", "--as-of", "2023-07-31", "--rules", "gansu", "--out", str(out)]) == 0
    made = capsys.readouterr().out
    assert main(["verify", str(out)]) == 0
    proved = capsys.readouterr().out
    assert "一致" in proved
    (line,) = {line for text in (made, proved) for line in text.splitlines() if "摘要" in line}
    return line


def test_both_databases_and_any_order_of_reporting_give_one_digest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, blank: Path, postgres_url: str,
    blank_postgres: str,
):  # fmt: skip
    with used(copied(blank, tmp_path)):
        report(COUNTY, "620102")
        one = digest(capsys, tmp_path / "one.zip")
    with copied_postgres(postgres_url, blank_postgres) as url, used(url):
        report("620102", COUNTY)
        assert digest(capsys, tmp_path / "two.zip") == one


def test_a_changed_file_ends_with_code_1_and_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    file = tmp_path / "评价.zip"
    file.write_bytes(b"PK\x03\x04" + b"0" * 500)
    assert main(["verify", str(file)]) == 1
    assert "封账文件与封存时不同" in capsys.readouterr().err
