"""One page of a dispatch meeting (调度会): a page fits a projector, so long lists take several."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from metrics.dispatch.agenda_items import (
    BOTTOM,
    CHANGES,
    LAST_STARTS,
    MONEY,
    OVERALL,
    PROMISES,
    RED,
    STARTS,
    TOPICS,
)
from metrics.views.parts.table import DisplayTable

HEADINGS = {
    OVERALL: "总体情况", PROMISES: "上次会议承诺兑现情况", CHANGES: "与上次会议相比的变化", STARTS: "各地开工情况",
    LAST_STARTS: "开工率靠后地区", RED: "红灯项目", BOTTOM: "排名靠后地区",
    MONEY: "资金支付较慢地区", TOPICS: "其他议题",
}  # fmt: skip
"""The parts of an agenda as its pages and its outline name them, in order."""
COVER, LAST = "cover", "last"
"""The pages that stand for no part of the agenda."""
Names = Mapping[str, str]
T = TypeVar("T")


class Slide(NamedTuple):
    """One page; `key` is the agenda item's, null for the first and the last page.

    `lead` is what the room has to take in at a glance; it stands above the tables.
    """

    key: str | None
    part: str
    region: str | None
    title: str
    tables: tuple[DisplayTable, ...] = ()
    words: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


def pages(
    title: str, rows: Sequence[T], most: int, *, lines: Callable[[T], int] = lambda _: 1
) -> Iterator[tuple[str, Sequence[T]]]:
    """Cut rows into pages of at most so many lines; titles of several pages say which one it is.

    `lines` says how many lines a row takes; one that takes more than a page has it to itself.
    """
    cut: list[list[T]] = []
    room = 0
    for row in rows:
        needed = lines(row)
        if not cut or needed > room:
            cut.append([])
            room = most
        cut[-1].append(row)
        room -= needed
    for page, shown in enumerate(cut, 1):
        of = f"（{page}/{len(cut)}）" if len(cut) > 1 else ""
        yield title + of, shown


def lines_of(*texts: str | None, wide: int) -> int:
    """Return how many lines the longest of some texts takes in a column of so many characters, 1 or more."""
    return max(1, *(-(-len(each or "") // wide) for each in texts))
