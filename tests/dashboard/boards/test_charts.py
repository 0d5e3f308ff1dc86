"""The trend on the overview: every mark lies whole within the axes, whatever its value."""

from datetime import date

import pytest

from dashboard.boards.overview import charts
from metrics.views.parts.charts import LOOKS, LineChart, Series

DAYS = (date(2024, 5, 31), date(2024, 6, 30))


def drawn(*values: int, top: int = 100_00):
    line = Series("start_rate", "开工率", LOOKS["start_rate"], values)
    return charts.lines(LineChart("走势", DAYS, (line,), top, "")).layout


@pytest.mark.parametrize("top", [100_00, 140_00])
def test_points_at_nothing_and_at_the_top_are_not_cut(top: int):
    low, high = drawn(0, top, top=top).yaxis.range
    assert low < 0 and high > top / 100


def test_the_first_and_the_last_day_are_not_cut():
    assert drawn(0, 50_00).xaxis.range == (-0.5, 1.5)


@pytest.mark.parametrize(("top", "step"), [(100_00, 20), (140_00, 20), (1000_00, 100)])
def test_the_steps_of_the_axis_begin_at_nothing(top: int, step: int):
    axis = drawn(0, top, top=top).yaxis
    assert (axis.tick0, axis.dtick) == (0, step)
