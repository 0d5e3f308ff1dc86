"""A table handed over as a file."""

import pytest

from metrics.plain_csv import harmless
from metrics.views.parts import cells
from metrics.views.parts.csv_file import csv_file
from tests.reading_tables import column, written


def in_csv(text: str) -> str:
    table = written((column("地区"),), (cells.text(text),))
    return csv_file(table).decode("utf-8-sig").splitlines()[1]


def test_excel_is_told_that_it_is_utf_8():
    assert csv_file(written((column("地区"),))).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"])
def test_a_name_is_never_run_as_a_formula(text: str):
    assert in_csv(text).strip('"').startswith("'")


@pytest.mark.parametrize("text", ["-1.20", "+3.05", "98.94", "1,200", "城关区", "—"])
def test_numbers_and_names_stay_as_they_are(text: str):
    assert in_csv(text).strip('"') == text


def test_a_number_is_no_formula_and_a_name_like_one_is_disarmed():
    assert [harmless(text) for text in ("-5.71%", "+1,234", "—", "=1+1", "@x", "-x")] == [
        "-5.71%", "+1,234", "—", "'=1+1", "'@x", "'-x",
    ]  # fmt: skip
