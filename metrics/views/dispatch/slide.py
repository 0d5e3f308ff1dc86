"""One page of a dispatch meeting (调度会): a page fits a projector, so long lists take several."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from metrics.dispatch.agenda_items import (
    BOTTOM,
    CHANGES,
    LAST_STARTS,
    MONEY,
    PROMISES,
    RED,
    STARTS,
    TOPICS,
)
from metrics.views.parts.table import DisplayTable

HEADINGS = {
    PROMISES: "上次会议承诺兑现情况", CHANGES: "与上次会议相比的变化", STARTS: "各地开工情况",
    LAST_STARTS: "开工率靠后地区", RED: "红灯项目", BOTTOM: "排名靠后地区",
    MONEY: "资金支付较慢地区", TOPICS: "其他议题",
}  # fmt: skip
"""The parts of an agenda as its pages and its outline name them, in order."""
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


def pages(title: str, rows: Sequence[T], most: int) -> Iterator[tuple[str, Sequence[T]]]:
    """Cut rows into pages of so many; titles of several pages say which one it is."""
    number = -(-len(rows) // most)
    for page in range(number):
        of = f"（{page + 1}/{number}）" if number > 1 else ""
        yield title + of, rows[page * most : (page + 1) * most]
