"""Who acts: an account with its roles and divisions, or the machine itself (the command line)."""

import getpass
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from metrics.access.permissions import MAY, Action
from metrics.access.roles import Role

MACHINE = "本机命令行"


class Grant(NamedTuple):
    """A role held for a division; `until` is the last day of a term (代理), null without one."""

    role: Role
    region: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts. `account` is null for the machine: whoever works on it may do all.

    `grants` are those of today, so that a term that is over is not among them. `shown` is what people
    call the account and what entries are signed with, unless a name is `printed` in its place.
    `meeting` is the only meeting that a session may show (会议放映), null for every other. With
    `must_change` its password is to be changed before all else.
    """

    account: int | None
    name: str
    shown: str
    grants: tuple[Grant, ...] = ()
    session: int | None = None
    address: str = ""
    meeting: int | None = None
    must_change: bool = False
    printed: str = ""

    @property
    def signs(self) -> str:
        """The name under what it writes, as papers print it."""
        return self.printed or self.shown

    @property
    def is_machine(self) -> bool:
        """Whether it is the machine itself."""
        return self.account is None

    def may(self, action: Action, line: Collection[str]) -> bool:
        """Say whether an action is allowed for a division, given with all divisions above it."""
        return self.is_machine or any(
            grant.role in MAY[action] and grant.region in line for grant in self.grants
        )

    def may_somewhere(self, action: Action) -> bool:
        """Say whether an action is allowed for any division at all."""
        return self.is_machine or any(grant.role in MAY[action] for grant in self.grants)

    def regions(self, action: Action) -> tuple[str, ...]:
        """Return the divisions an action is allowed for, with all below each of them, sorted."""
        return tuple(sorted({g.region for g in self.grants if g.role in MAY[action]}))


def machine() -> Actor:
    """Return the machine itself, named by who is signed in to it."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a container may not know its user
        user = ""
    return Actor(account=None, name=user, shown=MACHINE)
