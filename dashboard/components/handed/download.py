"""A button that hands a table over as a file that Excel opens: figures as numbers, days as days."""

import re
from collections.abc import Callable

from dashboard import listed
from dashboard.components import address, choices
from dashboard.components.handed import hand_over
from dashboard.components.handed.paper_offer import ALL_KINDS
from dashboard.handing import Export
from metrics.scope import Scope
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
LONGEST = 40
"""Characters of filters that a file's name carries."""


def show(
    table: Callable[[], DisplayTable], *, name: str, key: str, export: Export,
    label: str = "下载表格（Excel）", kind: str = "xlsx", traced: bool = False, sheet: str = "",
    scope: Scope | None = None,
) -> None:  # fmt: skip
    """Offer the table as Excel; table and file are made when they are asked for.

    `kind` is "csv" where the file is filled in and read again by this system. With `traced` the table tells
    figures of the `scope` (null: that of the page), or with a `sheet` (考核细则) of its items by that, and its
    file their codes (溯源码).
    """

    def make() -> bytes:
        about = scope or choices.current()
        return listed.list_file(
            table(), about, asked=address.told(), kind=kind, traced=traced, sheet=sheet
        )

    hand_over.button(
        label, make, name=f"{_named(name)}.{kind}", mime=ALL_KINDS[kind].mime,
        export=export, key=key,
    )  # fmt: skip


def _named(name: str) -> str:
    """Return a file's name with the filters and the data date, where it does not say them itself."""
    scope = choices.current()
    day = numbers.day(scope.as_of) if scope else ""
    filters = "_".join(word for word in address.chosen() if word not in name)[:LONGEST]
    whole = "_".join(each for each in (name, filters, "" if day in name else day) if each)
    return _NOT_IN_NAMES.sub("_", whole)
