"""Whatever is reported, taken back, accepted and returned, what counts reads like a replay.

It does so on every day and as known at every moment. City and province review all that is sent from the second
day on, also for the first.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from metrics.reporting.review.decisions import Decision
from sql.database.engine import session_scope
from sql.reported import history
from sql.reported.review.decide import ReviewRefused
from tests.sql.replay.records import BEGUN, CITY, COLUMNS, COUNTIES, DAYS, PROVINCE
from tests.sql.replay.replay import Replay
from tests.sql.replay.steps import REPORTS, SLOW, Report, Step, TakenBack, Whole, told
from tests.sql.reported.review.reviewed import OF_CITY, OF_PROVINCE, decided, levels

COUNTY, REVIEWERS = COUNTIES[0], {1: (OF_PROVINCE,), 2: (OF_CITY, OF_PROVINCE)}


@dataclass
class Reviewing(Replay):
    """A story with decisions: of which entry, and whether it was accepted.

    `known` has how many there were at each moment.
    """

    decisions: list[tuple[int, bool]] = field(default_factory=list)
    known: list[int] = field(default_factory=list)

    def note(self, moment: datetime) -> None:
        """Write down what is known by a moment."""
        super().note(moment)
        self.known.append(len(self.decisions))

    def passed(self, place: int, known: int | None = None) -> int | None:
        """Return how many levels have accepted an entry; null where it was returned."""
        own = [each for each in self.decisions[:known] if each[0] == place]
        return None if own and not own[-1][1] else len(own)

    def counts(self, place: int, known: int) -> bool:
        """Say whether an entry counts after so many decisions."""
        one = self.entries[place]
        if one.unit == PROVINCE:
            return True
        return self.passed(place, known) == steps(one.unit)

    def counted(self, entries: int, known: int) -> Replay:
        """Return the story as if only what counts had ever been reported."""
        line = sorted(place for place, _ in self.in_line(entries))
        kept = [self.entries[place] for place in line if self.counts(place, known)]
        return Replay(self.folder, entries=kept)


def steps(unit: str) -> int:
    return 1 if unit == CITY else 2


@dataclass(frozen=True)
class Reviewed:
    """Whose turn it is decides on one of the entries; one that is decided on no more is refused."""

    which: int
    accepts: bool

    def happen(self, replay: Replay) -> None:
        """Decide."""
        assert isinstance(replay, Reviewing)
        place = self.which % len(replay.entries)
        one, passed = replay.entries[place], replay.passed(place)
        standing = [
            at for at, each in replay.in_line() if (each.unit, each.day) == (one.unit, one.day)
        ]
        open_one = (
            bool(standing) and standing[-1] == place and passed not in (None, steps(one.unit))
        )
        may = open_one and one.unit != PROVINCE
        who = REVIEWERS[steps(one.unit)][(passed or 0) % steps(one.unit)]
        try:
            decided(number(place), who, Decision.ACCEPTED if self.accepts else Decision.RETURNED)
        except ReviewRefused:
            assert not may
            return
        assert may or not self.accepts
        replay.decisions.append((place, self.accepts))


@dataclass(frozen=True)
class Recalled(TakenBack):
    """The last submission is taken back, unless somebody has accepted it."""

    def happen(self, replay: Replay) -> None:
        """Take it back."""
        assert isinstance(replay, Reviewing)
        own = [place for place, one in replay.in_line() if one.unit == self.unit]
        if not own or not replay.passed(max(own)):
            super().happen(replay)


def number(place: int) -> int:
    """Return the number of an entry's submission: they were accepted in this order."""
    with session_scope() as session:
        return sorted(each.id for each in history.submissions(session))[place]


@st.composite
def stories(draw: st.DrawFn) -> list[Step]:
    """Draw a story: reports, decisions on any of them, and reports taken back."""
    drawn: list[Step] = [draw(REPORTS)]
    for _ in range(draw(st.integers(1, 10))):
        last = draw(st.sampled_from([each for each in drawn if isinstance(each, Report)]))
        decision = st.builds(Reviewed, st.integers(0, 9), st.booleans() | st.just(value=True))
        drawn.append(draw(st.one_of(REPORTS, decision, decision, st.just(Recalled(last.unit)))))
    return drawn


def check(story: Reviewing) -> None:
    """Compare what counts with the replay, on every day and as known at every moment."""
    with session_scope() as session:
        for at, (moment, entries) in enumerate(story.moments):
            counted = story.counted(entries, story.known[at])
            by_day = history.frames_at(session, [BEGUN, *DAYS], year=2023, known_at=moment)
            for day, read in by_day.items():
                for sheet, records in counted.records(day).items():
                    rows = read.tables[sheet].select(COLUMNS[sheet]).rows()
                    assert sorted(map(repr, rows)) == sorted(map(repr, records))


def tasks(*words: str) -> dict[str, dict[tuple[str], tuple[str, str]]]:
    return {"tasks": {(str(at),): (str(at), each) for at, each in enumerate(words)}}


RETURNED_BETWEEN: list[Step] = [
    Whole(COUNTY, DAYS[1], tasks("和平")), Reviewed(1, accepts=True), Reviewed(1, accepts=True),
    Whole(COUNTY, DAYS[3], tasks("和平", "误报")), Reviewed(2, accepts=False),
    Whole(COUNTY, DAYS[2], tasks("建设")), Reviewed(3, accepts=True), Reviewed(3, accepts=True),
    Whole(COUNTY, DAYS[3], tasks("和平", "建设")), Reviewed(4, accepts=True), Reviewed(4, accepts=True),
]  # fmt: skip
"""One was returned, one slipped in before it, and the correction leans on both."""


@settings(SLOW, max_examples=6)
@example(story=RETURNED_BETWEEN)
@given(story=stories())
def test_what_counts_reads_like_a_replay(sqlite_database: str, tmp_path: Path, story: list[Step]):
    with levels(2, since=DAYS[1]):
        check(told(story, Reviewing(tmp_path)))


@settings(SLOW, max_examples=3)
@example(story=RETURNED_BETWEEN)
@given(story=stories())
def test_what_counts_reads_like_a_replay_on_postgresql(
    postgres_database: str, tmp_path: Path, story: list[Step]
):
    with levels(2, since=DAYS[1]):
        check(told(story, Reviewing(tmp_path)))
