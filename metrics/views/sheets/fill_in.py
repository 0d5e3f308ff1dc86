"""Tables to be filled in for a score sheet (考核细则): a line for each division and item, the rest empty."""

from collections.abc import Iterable, Mapping

from metrics.standards.standard import Standard
from metrics.views.parts.cells import Row, remark, text_column
from metrics.views.parts.table import Column, DisplayTable, Holds, line

FIXED = ("region", "item")
"""What the lines are about; the name and the title beside it are for whoever fills it in."""


def fill_in(
    title: str, columns: Mapping[str, str], standard: Standard, items: Iterable[str],
    places: Mapping[str, str],
) -> DisplayTable:  # fmt: skip
    """Return the table of some items and divisions (name by code), as files are read again."""
    region, item, *rest = columns.items()
    shown = (
        text_column(*region), text_column("name", "地区"), text_column(*item),
        text_column("title", "考核内容"), *(_empty(name, heading) for name, heading in rest),
    )  # fmt: skip
    rows: list[Row] = [
        {"region": code, "name": name, "item": one, "title": standard.title(one)}
        for code, name in places.items()
        for one in items
    ]
    lines = tuple(line(shown, row, key=f"{row['region']} {row['item']}") for row in rows)
    return DisplayTable(title, shown, lines)


def _empty(name: str, heading: str) -> Column:
    return Column(name, (heading,), Holds.TEXT, lambda _: remark(""))
