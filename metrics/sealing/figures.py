"""A number for every kind of figure that is printed: what a trace code (溯源码) says of which figure it is.

A number that was given once stands for the same kind of figure for ever: codes on paper keep their
meaning. New kinds get numbers that are free; from SHEET on they are the items of a score sheet.
"""

from collections.abc import Iterable
from types import MappingProxyType

SHEET = 256
"""The number of no item; item n of a province's score sheet (考核细则) is SHEET + n."""
MOST = 512
"""Every number is below it: nine bits of a code."""
POINTS = ":points"
"""After the code of a measure: what it earned, not its rate."""
RETURNED = "returned:"
"""Before a figure of progress: as the returns (进展报表) tell it, not the ledger."""
ITEM = "item:"
"""Before the number of an item of a score sheet."""

_SCORED = ("score", "rank", "grade", "planned", "interval", "vetoes")
_ITEMS = (
    "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10",
    "B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09", "B10",
)  # fmt: skip
_MEASURES = (
    "A01.1", "A02.1", "A02.2", "A02.3", "A03.1", "A03.2", "A04.1", "A04.2", "A05.1", "A05.2", "A05.3",
    "A06.1", "A06.2", "A06.3", "A07.1", "A07.2", "A08.1", "A09.1", "A09.2", "A09.3", "A10.1",
    "B01.1", "B01.2", "B01.3", "B02.1", "B03.1", "B04.1", "B04.2", "B05.1", "B06.1", "B07.1", "B07.2",
    "B07.3", "B08.1", "B09.1", "B10.1",
)  # fmt: skip
_PROGRESS = (
    "planned_compounds", "started_compounds", "completed_compounds",
    "planned_households", "started_households", "completed_households",
    "planned_investment", "completed_investment", "received", "paid",
    "start_rate", "household_start_rate", "completion_rate", "investment_rate", "payment_rate",
)  # fmt: skip
_LIGHTS = (
    "projects", "lights_红", "lights_黑", "lights_黄", "lights_绿（迟）", "lights_绿", "lights_灰",
    "to_report", "red_lines", "issues_open", "issues_overdue",
)  # fmt: skip


def _from(first: int, names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names, start=first)}


FIGURES = MappingProxyType(
    {
        **_from(1, _SCORED),
        **_from(16, _ITEMS),
        **_from(40, _MEASURES),
        **_from(80, (code + POINTS for code in _MEASURES)),
        **_from(120, _PROGRESS),
        **_from(140, (RETURNED + name for name in _PROGRESS)),
        **_from(160, _LIGHTS),
    }
)
"""The number of every kind of figure, by the name that tables give its column."""
AMONG_OTHERS = frozenset({"rank", "interval"})
"""What is told of a division among others: nothing stands here of a place that is looked at by itself."""
_NAMES = MappingProxyType({number: name for name, number in FIGURES.items()})


def number_of(name: str) -> int | None:
    """Return the number of a kind of figure; null where figures of that name have no code."""
    if name.startswith(ITEM):
        number = SHEET + int(name.removeprefix(ITEM))
        return number if SHEET < number < MOST else None
    return FIGURES.get(name)


def item_of(name: str, items: Iterable[str]) -> str | None:
    """Return which of the items of a score sheet, in its order, a kind of figure stands for; null: none."""
    if not name.startswith(ITEM):
        return None
    number = int(name.removeprefix(ITEM))
    return next((item for at, item in enumerate(items, start=1) if at == number), None)


def name_of(number: int) -> str | None:
    """Return the kind of figure that has a number; null where none has it yet."""
    if SHEET < number < MOST:
        return f"{ITEM}{number - SHEET}"
    return _NAMES.get(number)
