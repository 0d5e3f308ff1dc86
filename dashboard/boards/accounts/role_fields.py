"""A role with its division and term, as it is asked for: first the role, then a division of its level."""

from datetime import date
from typing import NamedTuple

from dashboard import accounts, office
from dashboard.components import controls
from dashboard.components.form_fields import Form
from metrics.access import acting
from metrics.access.permissions import Action
from metrics.access.roles import LEVELS, NAMES, Role


class Asked(NamedTuple):
    """A role for a division, null where none can be chosen; `until` is null without a term."""

    role: Role
    region: str | None
    until: date | None


def role(*, key: str) -> Role:
    """Ask for a role, outside of the form: the divisions on offer follow it."""
    return controls.select(
        "角色", tuple(LEVELS), key=key, default=Role.COUNTY, text=NAMES.__getitem__
    )


def place(form: Form, chosen: Role) -> Asked:
    """Ask for the division and the term."""
    kept = acting.actor().regions(Action.KEEP_ACCOUNTS)
    offered = accounts.divisions().offered(chosen, kept)
    region = controls.select(
        "地区", tuple(offered), key=form.field(f"region:{chosen}"),
        default=next(iter(offered), None), text=lambda code: f"{code} {offered.get(code or '', '')}",
        searched=True,
    )  # fmt: skip
    until = controls.day(
        "任期止（代理时填写，不填为不限期）", key=form.field("until"), default=None,
        min_value=office.today(),
    )  # fmt: skip
    return Asked(chosen, region, until)
