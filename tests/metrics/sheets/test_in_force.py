"""A score sheet (考核细则) judges the data dates on which it was in force, first and last day included."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.errors import RuleNotInForce
from metrics.sheets.catalogue import sheet
from metrics.sheets.reading import read_sheet
from metrics.standards.catalogue import NATIONAL

ONE_YEAR = replace(sheet("default100"), since=date(2023, 1, 1), until=date(2023, 12, 31))


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2023, 6, 30), date(2023, 12, 31)])
def test_on_its_first_and_last_day_and_between_it_holds(day: date):
    ONE_YEAR.refuse_outside(day)
    assert ONE_YEAR.holds_on(day)


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2024, 1, 1)])
def test_the_day_before_and_the_day_after_are_refused_in_a_sentence(day: date):
    with pytest.raises(
        RuleNotInForce, match="自2023-01-01起施行，至2023-12-31失效，不适用于"
    ) as told:
        ONE_YEAR.refuse_outside(day)
    assert f"{day}" in str(told.value)


def test_without_an_end_it_holds_on_and_the_36_measures_hold_always():
    lasting = replace(ONE_YEAR, until=None)
    lasting.refuse_outside(date(2099, 1, 1))
    with pytest.raises(RuleNotInForce, match="自2023-01-01起施行，不适用于"):
        lasting.refuse_outside(date(2022, 12, 31))
    NATIONAL.refuse_outside(date(1990, 1, 1))


def test_the_dates_are_read_from_the_file():
    text = sheet("default100").source.replace("until: null", "until: 2024-12-31")
    read = read_sheet(text, name="甲")
    assert (read.since, read.until) == (date(2021, 12, 14), date(2024, 12, 31))
