"""A new sheet needs its declaration and a migration: everything else follows from what it says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def became(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Carry the made-up sheet through a database of its own, in a process of its own."""
    folder = tmp_path_factory.mktemp("made_up")
    done = subprocess.run(
        [sys.executable, "-m", "tests.sql.workbook.made_up_sheet", str(folder)],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'x.sqlite'}"},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


def test_it_is_in_the_blank_workbook_and_is_stored(became):
    assert became["blank"]
    assert became["divisions"] == became["first"] == []


def test_its_codes_must_exist_and_its_days_have_happened_unless_they_may_lie_ahead(became):
    assert became["wrong"] == [
        ["体检", "A2", "unknown_compound"],
        ["体检", "C2", "after_data_date"],
    ]


def test_a_stranger_may_not_report_for_anothers_compound(became):
    assert became["stranger"] == [["体检", "A2", "used_from_other_unit"]]


def test_a_fallen_total_is_asked_about_and_corrects_while_a_current_value_moves_on(became):
    assert ["体检", "F2", "fallen"] in became["next"]
    assert [code for sheet, _, code in became["next"] if sheet == "体检"] == ["vanished", "fallen"]
    assert became["corrected"] == [["checkups", "C1 屋面", "altered", "repaired", "3", "2"]]


def test_its_rows_are_shown_with_their_compound_and_leave_with_it(became):
    assert became["attached"] == ["contents", "facilities", "checkups"]
    assert not [row for row in became["corrected"] if row[2] == "removed"]
