"""The sheet of a month: a table of days that is read aloud, reached by keyboard, and a list on a phone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard.components.signal_table import PARTS
from metrics.days.cadence import WEEKDAYS
from metrics.views.dispatch.calendar_tables import Field, day_title
from metrics.views.parts import typed_text

_SHEET = st.components.v2.component(
    "month_sheet",
    html='<table class="month"></table>',
    css=(PARTS / "month_sheet.css").read_text(encoding="utf-8"),
    js=(PARTS / "month_sheet.js").read_text(encoding="utf-8"),
)


def show(
    weeks: Sequence[Sequence[Field]], *, title: str, today: date, chosen: date | None, key: str
) -> date | None:
    """Draw the month and return the day that was opened in this run, if any."""
    data = {
        "title": title,
        "weekdays": [f"周{name}" for name in WEEKDAYS],
        "weeks": [[_field(field, today, chosen) for field in week] for week in weeks],
    }
    result: Any = _SHEET(key=key, data=data, on_picked_change=lambda: None)
    picked: str | None = result.picked
    return date.fromisoformat(picked) if picked else None


def _field(field: Field, today: date, chosen: date | None) -> dict[str, Any]:
    day = field.day
    looks = {
        "outside": not day.inside, "rest": not day.works, "today": day.day == today,
        "chosen": day.day == chosen,
    }  # fmt: skip
    return {
        "key": day.day.isoformat(),
        "number": day.day.day,
        "name": day_title(day.day),
        "mark": day.mark,
        "look": " ".join(name for name, on in looks.items() if on),
        "told": [
            [typed_text.shown(told.kind), typed_text.shown(told.words), typed_text.shown(told.note)]
            for told in field.told
        ],
    }
