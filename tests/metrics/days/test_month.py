"""A month as a sheet of weeks, with official days of rest and make-up workdays."""

from datetime import date

import pytest

from metrics.days.month import month_days, next_month, previous_month


@pytest.mark.parametrize("month", [date(2024, 2, 10), date(2024, 9, 1), date(2026, 12, 31)])
def test_the_sheet_has_whole_weeks_and_every_day_of_the_month_once(month: date):
    weeks = month_days(month)
    days = [day for week in weeks for day in week]
    assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in weeks)
    inside = [day.day for day in days if day.inside]
    assert inside[0] == month.replace(day=1)
    assert (next_month(month) - inside[0]).days == len(inside)
    assert previous_month(next_month(month)) == inside[0]


def test_days_of_rest_and_made_up_for_are_marked():
    marks = {
        day.day.day: (day.works, day.mark)
        for week in month_days(date(2024, 10, 1)) for day in week if day.inside
    }  # fmt: skip
    assert marks[1] == (False, "休")
    assert marks[12] == (True, "班")
    assert (marks[13], marks[14]) == ((False, ""), (True, ""))
