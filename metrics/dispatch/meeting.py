"""A dispatch meeting (调度会) as it was opened, and what is written down in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from metrics.days.cadence import next_day
from metrics.rules.value import Rules
from metrics.scope import Scope

NOTE, TOPIC, MINUTES, CLOSED = "note", "topic", "minutes", "closed"
ATTENDANCE, VOIDED = "attendance", "voided"
"""What can be written down: a note to an item, a topic, a version of the minutes, the end; who was there
(出席名单, see `attendance`), and that the meeting is void (作废) with the reason."""
ENDS = (CLOSED, VOIDED)
"""After either of them nothing more is asked for or promised in a meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting as it opened; `closed_at` is null while it is open. Moments are UTC text.

    `voided` is why it is void (作废), null where it stands: a void one is kept and shown, but has no
    number, and the next is not compared with it.

    It knows what was accepted and decided up to `known_at`: the submission and the review (审核) of these
    numbers are the last. `review` is null where it opened before there were any.
    """

    id: int
    place: str
    held_on: date
    data_date: date
    year: int
    rules: str
    submission: int
    review: int | None = None
    known_at: str
    at: str
    by: str
    closed_at: str | None
    voided: str | None = None

    @property
    def scope(self) -> Scope:
        """What the meeting looks at."""
        return Scope(self.place, self.data_date, self.year, self.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry:
    """Something written down in a meeting; `item` is an agenda item's key, null for the whole."""

    kind: str
    item: str | None
    text: str
    at: str
    by: str


def numbers_in_year(meetings: Iterable[Meeting]) -> dict[int, int]:
    """Return by its id the number (第几次) of each meeting of a place, among those held in its year.

    One that is void has none.
    """
    counted, numbers = Counter[int](), dict[int, int]()
    for each in sorted(standing(meetings), key=_in_order):
        counted[each.held_on.year] += 1
        numbers[each.id] = counted[each.held_on.year]
    return numbers


def latest(meetings: Iterable[Meeting]) -> Meeting | None:
    """Return the meeting held last that stands: the one that the next is compared with."""
    return max(standing(meetings), key=_in_order, default=None)


def standing(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Leave out the meetings that are void."""
    return [each for each in meetings if each.voided is None]


def _in_order(meeting: Meeting) -> tuple[date, int]:
    return meeting.held_on, meeting.id


def comparable(before: Meeting, *, year: int, data_date: date) -> bool:
    """Say whether a meeting of this year and data date can tell what changed since the one before."""
    return before.year == year and before.data_date <= data_date


def next_meeting(rules: Rules, *, after: date) -> date:
    """Return the day of the next meeting by the place's rhythm."""
    return next_day(rules["cadence"], rules["offered_deadlines"].next_meeting, after=after)
