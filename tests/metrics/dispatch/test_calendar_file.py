"""The calendar file: what RFC 5545 asks of line ends, folding, escapes and UIDs."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.dispatch.calendar_file import LINE, CalendarEntry, calendar_file

STAMP = datetime(2024, 7, 1, 8, tzinfo=UTC)


def lines(*entries: CalendarEntry) -> list[str]:
    """Return the unfolded lines."""
    raw = calendar_file(entries, name="督导日程", stamp=STAMP)
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    return raw.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_an_entry():
    assert lines(CalendarEntry(date(2024, 12, 31), "督导", "督导 2024-12-31", "第1次"))[5:-1] == [
        "BEGIN:VEVENT",
        "UID:d59bcc3a70904a3357ba2101275590e7@dudao",
        "DTSTAMP:20240701T080000Z",
        "DTSTART;VALUE=DATE:20241231",
        "DTEND;VALUE=DATE:20250101",
        "SUMMARY:督导",
        "DESCRIPTION:第1次",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_the_same_entry_keeps_its_uid_when_it_moves():
    uids = {
        lines(CalendarEntry(date(2024, 7, day), "督导", "督导 2024-07-01"))[6] for day in (1, 2)
    }
    assert len(uids) == 1


def test_what_would_end_a_value_is_escaped():
    hostile = "甲;乙,丙\\丁\nEND:VCALENDAR\r\nX:1\x07"
    found = lines(CalendarEntry(date(2024, 7, 1), hostile, "k"))
    assert "SUMMARY:甲\\;乙\\,丙\\\\丁\\nEND:VCALENDAR\\nX:1" in found
    assert found.count("END:VCALENDAR") == 1


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200))
def test_lines_are_short_and_unfold_to_what_was_written(title: str):
    raw = calendar_file([CalendarEntry(date(2024, 7, 1), title, "k")], name="x", stamp=STAMP)
    assert max(len(line) for line in raw.split(b"\r\n")) <= LINE
    plain = title.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{plain}\r\n" in raw.replace(b"\r\n ", b"").decode()


def test_order_of_entries_does_not_matter():
    entries = [CalendarEntry(date(2024, 7, d), t, f"{d}{t}") for d in (2, 1) for t in ("乙", "甲")]
    assert lines(*entries) == lines(*reversed(entries))


def test_a_stamp_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError):
        calendar_file([], name="x", stamp=datetime(2024, 7, 1))  # noqa: DTZ001
