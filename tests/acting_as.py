"""Visitors of each role, for tests of what they see and may do."""

from metrics.access.actor import Actor, Grant
from metrics.access.roles import NAMES, Role


def somebody(role: Role, region: str, *, account: int = 1, printed: str = "") -> Actor:
    """Return who holds one role for one division."""
    shown = f"演示·{region}{NAMES[role]}"
    grants = (Grant(role, region),)
    return Actor(
        account=account, name=f"{role}{account}", shown=shown, grants=grants, printed=printed
    )
