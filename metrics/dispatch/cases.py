"""Cases (经验案例): what worked elsewhere, tied to the measures it helps, and the library of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

ENTERED, CORRECTED, WITHDRAWN, RESTORED = "entered", "corrected", "withdrawn", "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case; `indicators` are codes of measures (A07.1) or of whole items (A07).

    `id` is its number in the library, null for one that was not entered; it tells no two apart.
    """

    theme: str
    place: str
    summary: str
    indicators: tuple[str, ...]
    source: str
    id: int | None = field(default=None, compare=False)

    def helps(self, code: str) -> bool:
        """Say whether the case helps a measure or an item: A07 stands for all of A07.1, A07.2."""
        return any(own == code or own.startswith(f"{code}.") or code.startswith(f"{own}.")
                   for own in self.indicators)  # fmt: skip


class CaseEntry(NamedTuple):
    """One line of the library's book: what happened to which case, when, by whom and why.

    `said` is the case from then on, null for a withdrawal; the moment is UTC text.
    """

    case: int
    kind: str
    said: Case | None
    reason: str
    at: str
    by: str


def in_order(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Sort cases by theme, place and summary."""
    return tuple(sorted(cases, key=lambda case: (case.theme, case.place, case.summary)))


def withdrawn(book: Iterable[CaseEntry]) -> tuple[Case, ...]:
    """Return what the withdrawn cases of a book said last, in order."""
    versions: dict[int, list[Case | None]] = {}
    for entry in book:
        versions.setdefault(entry.case, []).append(entry.said)
    return in_order(case for *_, case, last in (s for s in versions.values() if len(s) > 1)
                    if last is None and case is not None)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Library:
    """The cases in force, in order, and the moment of the newest entry read (null: none at all).

    Entries are only ever added, so the same moment gives the same cases again.
    """

    cases: tuple[Case, ...] = ()
    known_at: str | None = None

    def helping(self, code: str) -> tuple[Case, ...]:
        """Return the cases that help a measure or an item."""
        return tuple(case for case in self.cases if case.helps(code))
