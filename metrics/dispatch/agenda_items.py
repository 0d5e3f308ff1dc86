"""The items of an agenda, one type a part, with what a row of each holds.

Rows are mappings, because the columns of a table read a row by name. Money is in whole 分, a blank
is null.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypedDict

from metrics.dispatch.red_list import CauseRow
from metrics.dispatch.region_facts import Changed, RankRow
from metrics.dispatch.starts import Starts

PARTS = OVERALL, PROMISES, CHANGES, STARTS, LAST_STARTS, RED, BOTTOM, MONEY, TOPICS = (
    "overall", "promises", "changes", "starts", "last_starts", "red", "bottom", "money", "topics",
)  # fmt: skip


class OverallRow(TypedDict):
    """Where the whole place stands: projects by light, figures of the year's ledger.

    `lights_before` are those of the last meeting's data date, null where there is none to compare with;
    `changes` counts what changed since by kind (null likewise). Figures are null where nothing is known;
    a rate is its exact pair.
    """

    region: str
    name: str
    lights: dict[str, int]
    lights_before: dict[str, int] | None
    changes: dict[str, int | None] | None
    planned_compounds: int | None
    started_compounds: int | None
    completed_compounds: int | None
    received: int | None
    paid: int | None
    start_rate: tuple[int | None, int | None]
    completion_rate: tuple[int | None, int | None]
    payment_rate: tuple[int | None, int | None]


class PromiseRow(TypedDict):
    """A promise as it stands (see `standing.promises`).

    `working_days`, `answer` and `asked` are null in an agenda kept before they were told.
    """

    id: int
    region: str
    project: str | None
    who: str
    what: str
    made_on: date
    due_on: date
    due: date
    carried: int
    reply: str | None
    answer: str | None
    asked: date | None
    ended_on: date | None
    state: str
    light: str
    days: int | None
    working_days: int | None


class RedRow(TypedDict):
    """A red project: who answers for it, the longest delay, and how many records end its red."""

    project: str
    name: str
    region: str
    owner: str | None
    days_late: int | None
    working_days_late: int | None
    fixes: int | None
    causes: list[CauseRow]


class MoneyRow(TypedDict):
    """What a region has paid of what it received."""

    region: str
    name: str
    paid: int
    received: int


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item: `key` names it for notes and promises; `region` is null where it is about all."""

    part: ClassVar[str]
    region: str | None = None

    @property
    def key(self) -> str:
        """The name of the item, for ever: what was noted to it is found by it."""
        return self.part if self.region is None else f"{self.part}-{self.region}"

    @property
    def listed(self) -> int:
        """How many regions, promises or topics the item is about."""
        return 1


@dataclass(frozen=True, kw_only=True)
class OverallItem(Item):
    """The overall situation of the place."""

    part = OVERALL
    row: OverallRow


@dataclass(frozen=True, kw_only=True)
class PromisesItem(Item):
    """Promises of earlier meetings."""

    part = PROMISES
    rows: tuple[PromiseRow, ...]

    @property
    def listed(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, kw_only=True)
class ChangesItem(Item):
    """What changed since the last meeting, the place first, then each region below it."""

    part = CHANGES
    rows: tuple[Changed, ...]

    @property
    def listed(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, kw_only=True)
class StartsItem(Item):
    """The table of starts of a place with returns only."""

    part = STARTS
    starts: Starts

    @property
    def listed(self) -> int:
        return len(self.starts.regions)


@dataclass(frozen=True, kw_only=True)
class LastStartsItem(Item):
    """The regions ranked last in that table, beside the whole."""

    part = LAST_STARTS
    starts: Starts

    @property
    def listed(self) -> int:
        return len(self.starts.regions)


@dataclass(frozen=True, kw_only=True)
class RedItem(Item):
    """The red projects of a region with the longest delays."""

    part = RED
    region: str
    rows: tuple[RedRow, ...]


@dataclass(frozen=True, kw_only=True)
class BottomItem(Item):
    """A region ranked last."""

    part = BOTTOM
    region: str
    row: RankRow


@dataclass(frozen=True, kw_only=True)
class MoneyItem(Item):
    """The regions that pay slowly."""

    part = MONEY
    rows: tuple[MoneyRow, ...]

    @property
    def listed(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, kw_only=True)
class TopicsItem(Item):
    """Topics typed by the office."""

    part = TOPICS
    topics: tuple[str, ...]

    @property
    def listed(self) -> int:
        return len(self.topics)
