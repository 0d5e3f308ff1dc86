"""Controls that officers meet on every page."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest


def _deadline(day: "date") -> None:
    from dashboard.components import controls

    controls.deadline("办理时限", key="due", default=day)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 31), []),
        (date(2027, 1, 5), ["暂定：该年度工作日安排尚未公布，按周一至周五并扣除法定节假日推算。"]),
    ],
)
def test_a_deadline_beyond_the_official_calendar_is_called_provisional(day: date, said: list[str]):
    app = AppTest.from_function(_deadline, args=(day,)).run()
    assert not app.exception
    assert [caption.value for caption in app.caption] == said
