"""What a meeting is told of a region it calls on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from metrics.changes.why_moved import Moved
from metrics.dispatch.way_out import Fix
from metrics.rating.score_way import Way


class RankRow(TypedDict):
    """Where a region stands in the ranking, with its score in hundredths.

    One is `redrawn` whose area is another since (区划调整): it has no rank before.
    """

    region: str
    name: str
    rank: int | None
    score: int | None
    grade: str | None
    group: str
    vetoes: list[str]
    planned: int
    rank_before: int | None
    redrawn: bool


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What changed in a region since the last meeting, by kind of change; null = not known.

    `<kind>:afterwards` is the part of it that is reported afterwards (补报), where there is any.
    """

    region: str
    name: str
    by_kind: Mapping[str, int | None]


@dataclass(frozen=True, kw_only=True)
class LightsWay:
    """What ends all red of a region: how many records, of what, and the first of them."""

    records: int
    kinds: tuple[tuple[str, int], ...]
    rows: tuple[Fix, ...]


@dataclass(frozen=True, kw_only=True)
class VetoesWay:
    """What ends all vetoes of a region: how many records, and the first of them."""

    records: int
    rows: tuple[Fix, ...]


@dataclass(frozen=True, kw_only=True)
class Ways:
    """The shortest ways out of a region: of red, of vetoes, and to the next grade."""

    lights: LightsWay
    vetoes: VetoesWay
    score: Way | None


@dataclass(frozen=True, kw_only=True)
class RegionFacts:
    """What the room is told of a region; `changes` and `rank` are null where there are none.

    `why` says why score and rank moved since the last meeting, by the measures that moved them; null where
    there is none to compare with, and in a meeting frozen before it was kept.
    `to_report` counts the projects with stages to be reported (待补报); null in a meeting frozen
    before they were told apart from red ones.
    """

    name: str
    lights: Mapping[str, int]
    changes: Changed | None
    rank: RankRow | None
    red_projects: int
    to_report: int | None
    ways: Ways
    why: Moved | None = None
