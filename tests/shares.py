"""How the tests are shared out among the processes of pytest-xdist, one a core.

A file is run whole by one process, so that what its tests make once is made once, and the browser
tests are one share with one server. What takes longest starts first: the short files then fill
the gaps, and no core waits at the end. Nothing else may depend on the order.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

LONGEST = (
    "browser/",
    "sql/test_week_of_a_province.py",
    "sql/workbook/test_fuzz.py",
    "sql/reported/test_prefilled.py",
    "sql/dispatch/test_twelve_meetings.py",
    "sql/test_any_sequence.py",
    "test_agreement.py",
)


class Shares(LoadScopeScheduling):
    """Shares of the tests, handed out in their order."""

    def _split_scope(self, nodeid: str) -> str:
        """Return the share a test belongs to."""
        file = nodeid.partition("::")[0]
        return "browser" if file.startswith("browser/") else file


def longest_first(item: pytest.Item) -> int:
    """Return the place of a test's share, for sorting; all but the longest stay as they are."""
    names = (at for at, name in enumerate(LONGEST) if item.nodeid.startswith(name))
    return next(names, len(LONGEST))
