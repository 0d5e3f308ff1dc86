"""The office's calendar as an .ics file (RFC 5545) that any calendar programme imports.

Whole-day entries only. The same entry always has the same UID, so that importing the file again
moves an entry instead of doubling it.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

LINE = 75
"""Octets on one line, without the line break; longer ones are folded."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


CADENCE, REPORT, ORDER, PROMISE, TASK, MEETING, OWN = KINDS = (
    "工作节奏", "报送时限", "督办单", "承诺", "重点任务", "调度会", "日程",
)  # fmt: skip
"""What an entry is about."""
LONGEST = 60
"""Characters of the title of an own date, and of where it is."""


class CalendarEntry(NamedTuple):
    """One whole-day entry; `key` tells it from all others and never changes, e.g. order 〔2024〕3号.

    `kind` is one of KINDS, `region` the division that it concerns, `target` the number under which its
    own page knows it, `by` who wrote it down, `venue` where it is; each is empty where there is none.
    """

    day: date
    title: str
    key: str
    note: str = ""
    kind: str = ""
    region: str = ""
    target: str = ""
    by: str = ""
    venue: str = ""


def calendar_file(entries: Iterable[CalendarEntry], *, name: str, stamp: datetime) -> bytes:
    """Write the entries, sorted by day, title and key, as UTF-8 with CRLF.

    `stamp` says when the calendar was made; it must carry a time zone.
    """
    if stamp.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    made = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dudao//Supervision//ZH",
             "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}"]  # fmt: skip
    for entry in sorted(entries):
        lines += _event(entry, made)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _event(entry: CalendarEntry, made: str) -> list[str]:
    following = entry.day + timedelta(days=1)
    note = [f"DESCRIPTION:{_text(entry.note)}"] if entry.note else []
    note += [f"LOCATION:{_text(entry.venue)}"] if entry.venue else []
    return [
        "BEGIN:VEVENT",
        f"UID:{sha256(entry.key.encode()).hexdigest()[:32]}@dudao",
        f"DTSTAMP:{made}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{following:%Y%m%d}",
        f"SUMMARY:{_text(entry.title)}",
        *note,
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(typed: str) -> str:
    """Escape what would end a value; other control characters have no place in the file."""
    escaped = typed.replace("\r\n", "\n").translate(_ESCAPES)
    return "".join(c for c in escaped if c >= " " and c != "\x7f")


def _folded(line: str) -> bytes:
    """Break a line after at most LINE octets, never inside a character."""
    parts, used = [b""], 0
    for character in line:
        octets = character.encode("utf-8", "replace")
        if used + len(octets) > LINE:
            parts.append(b" ")
            used = 1
        parts[-1] += octets
        used += len(octets)
    return b"\r\n".join(parts)
