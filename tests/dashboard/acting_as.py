"""Visitors of each role, for tests of what they see."""

from dashboard import handing
from metrics.access.actor import Actor, Grant
from metrics.access.roles import NAMES, Role


def somebody(role: Role, region: str) -> Actor:
    """Return who holds one role for one division."""
    shown = f"演示·{NAMES[role]}"
    return Actor(account=1, name=role, shown=shown, grants=(Grant(role, region),))


def taken() -> handing.File:
    """Return the file that was handed over last, as its route does."""
    file = handing.take(next(reversed(handing._kept)), session="")
    assert file is not None
    return file
