"""Accounts (账号) as they stand, with the roles that each holds and has held, and their open sessions."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from metrics.access.roles import NAMES, Role

COLUMNS = {
    "name": "账号", "shown": "姓名", "role": "角色", "region": "地区代码或名称", "until": "任期止",
}  # fmt: skip
"""The headings of a file of accounts, by what stands below each."""
PASSWORD = "初始密码"  # noqa: S105 - a heading


class Held(NamedTuple):
    """A role that an account holds or held for a division.

    `until` is the last day of a term (代理), null without one; `ended_at` the moment when it was taken
    away, null while it was not.
    """

    role: Role
    region: str
    until: date | None
    given_at: str
    ended_at: str | None

    def stands(self, on: date) -> bool:
        """Say whether it is held on a day: not taken away, its term not over."""
        return self.ended_at is None and (self.until is None or self.until >= on)

    def told(self, names: Mapping[str, str], on: date) -> str:
        """Name the role with its division and term, as 枫原区（县级，至2027-06-30）."""
        term = "" if self.until is None else f"，至{self.until}"
        over = "" if self.stands(on) else "，已到期"
        return f"{names.get(self.region, self.region)}（{NAMES[self.role]}{term}{over}）"


class Account(NamedTuple):
    """An account as it stands.

    `printed` is the name that papers print, null where it is `shown`. `issuer` and `subject` are those
    of the identity that single sign-on knows it by, null where none is linked. `last_sign_in` is null
    where nobody has signed in yet.
    """

    number: int
    name: str
    shown: str
    printed: str | None
    has_password: bool
    must_change: bool
    issuer: str | None
    subject: str | None
    active: bool
    made_at: str
    held: tuple[Held, ...]
    last_sign_in: str | None

    @property
    def holding(self) -> tuple[Held, ...]:
        """The roles that were not taken away, also those whose term is over."""
        return tuple(one for one in self.held if one.ended_at is None)

    def holds(self, role: Role | None, region: str | None) -> bool:
        """Say whether a role is held for a division; null asks for any, both null for no role at all."""
        fits = (role in (None, h.role) and region in (None, h.region) for h in self.holding)
        return (role is None and region is None) or any(fits)


class OpenSession(NamedTuple):
    """A session that is open; `meeting` is the only one that it shows, null for all others."""

    number: int
    name: str
    shown: str
    began_at: str
    active_at: str
    address: str
    meeting: int | None


class Change(NamedTuple):
    """One entry of the log about an account: when, what, by whom, and what it noted."""

    at: str
    action: str
    by: str
    detail: dict[str, object]


class Proposed(NamedTuple):
    """An account that is to be made; `region` is a code or a name, `until` null without a term."""

    name: str
    shown: str
    role: Role
    region: str
    until: date | None = None


class HandedOut(NamedTuple):
    """An account that was just made, with its password in plain text: told once, kept nowhere."""

    name: str
    shown: str
    places: tuple[str, ...]
    password: str


class Identity(NamedTuple):
    """Who the provider of single sign-on says somebody is; `called` is the name it knows, or null."""

    issuer: str
    subject: str
    called: str | None = None
