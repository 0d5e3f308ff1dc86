"""The library of cases (经验案例): what worked elsewhere, tied to the measures it helps.

The cases that ship are told in our own words, each with its source; an office adds its own.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.catalogue import CATALOGUE, MEASURES
from sql.engine import queue_for_writing
from sql.journal import EntryRefused, add, text
from sql.models import dispatch as tables

SAMPLES = Path(__file__).parent / "samples" / "cases.csv"
_CASES = tables.CASES
_ITEMS = {indicator.code for indicator in CATALOGUE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case; `indicators` are codes of measures (A07.1) or of whole items (A07)."""

    theme: str
    place: str
    summary: str
    indicators: tuple[str, ...]
    source: str

    def helps(self, code: str) -> bool:
        """Say whether the case helps a measure or an item: A07 stands for all of A07.1, A07.2."""
        return any(own == code or own.startswith(f"{code}.") or code.startswith(f"{own}.")
                   for own in self.indicators)  # fmt: skip


def samples() -> list[Case]:
    """Return the cases that ship."""
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        return [
            Case(theme=row["theme"], place=row["place"], summary=row["summary"],
                 indicators=tuple(row["indicators"].split()), source=row["source"])
            for row in csv.DictReader(file)
        ]  # fmt: skip


def load_samples(session: Session, *, by: str = "系统", at: datetime | None = None) -> int:
    """Add the cases that ship and are not in the library yet; return how many were added."""
    queue_for_writing(session, table=_CASES)
    known = set(_kept(session))
    new = [case for case in samples() if case not in known]
    for case in new:
        _store(session, case, by=by, at=at)
    return len(new)


def add_case(session: Session, case: Case, *, by: str, at: datetime | None = None) -> None:
    """Add an office's own case; one that is there already is not added twice.

    Raises:
        EntryRefused: if a text is missing or a code is not one of the standard's.
    """
    unknown = [code for code in case.indicators if code not in MEASURES and code not in _ITEMS]
    if unknown or not case.indicators:
        raise EntryRefused(
            f"“对应指标”应为A01至B10或其衡量内容编号，如A07.1，现为“{'、'.join(unknown)}”。"
        )
    queue_for_writing(session, table=_CASES)
    if case not in set(_kept(session)):
        _store(session, case, by=by, at=at)


def search(session: Session, *, theme: str | None = None, indicator: str | None = None,
           words: str = "") -> list[Case]:  # fmt: skip
    """Return cases of a theme, that help a measure or item, and hold words; by theme and place."""
    found = [
        case
        for case in _kept(session)
        if (theme is None or case.theme == theme)
        and (indicator is None or case.helps(indicator))
        and words.strip() in f"{case.theme}{case.place}{case.summary}"
    ]
    return sorted(found, key=lambda case: (case.theme, case.place, case.summary))


def themes(session: Session) -> list[str]:
    """Return the themes in the library, sorted."""
    return sorted({case.theme for case in _kept(session)})


def _kept(session: Session) -> Iterator[Case]:
    c = _CASES.c
    query = select(c.theme, c.place, c.summary, c.indicators, c.source).order_by(c.id)
    for theme, place, summary, indicators, source in session.execute(query):
        yield Case(theme=theme, place=place, summary=summary,
                   indicators=tuple(indicators.split()), source=source)  # fmt: skip


def _store(session: Session, case: Case, *, by: str, at: datetime | None) -> None:
    add(
        session, _CASES, by=by, at=at, theme=text(case.theme, "主题"),
        place=text(case.place, "地区"), summary=text(case.summary, "做法"),
        indicators=" ".join(case.indicators), source=text(case.source, "来源"),
    )  # fmt: skip
