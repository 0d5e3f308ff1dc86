"""Who was at a meeting (出席名单): 主持, 出席, 列席 and 请假, as the office types them."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from metrics.dispatch.meeting import ATTENDANCE, MeetingEntry


class Attendance(NamedTuple):
    """Units and names as typed; empty where nothing was."""

    chair: str = ""
    present: str = ""
    observers: str = ""
    absent: str = ""


LABELS = Attendance("主持人", "出席", "列席", "请假")
"""What the fields are called."""


def kept(attendance: Attendance) -> str:
    """Write it as an entry of the meeting keeps it: JSON."""
    return json.dumps(attendance._asdict(), ensure_ascii=False)


def latest(entries: Iterable[MeetingEntry]) -> Attendance:
    """Return what was written down last; nothing where it never was."""
    texts = [entry.text for entry in entries if entry.kind == ATTENDANCE]
    return Attendance(**json.loads(texts[-1])) if texts else Attendance()


def named(attendance: Attendance) -> list[tuple[str, str]]:
    """List what was typed, each with its label."""
    return [pair for pair in zip(LABELS, attendance, strict=True) if pair[1]]
