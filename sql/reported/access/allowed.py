"""May who acts do this for that division? Asked inside the transaction, of the province's own 区划."""

from collections.abc import Iterable
from datetime import date

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics.access.acting import ENDED, NotSignedIn, actor, not_allowed
from metrics.access.actor import Actor
from metrics.access.permissions import MAY, Action
from metrics.records.regions import lineage
from sql.database import row_security
from sql.models.accounts import ACCOUNTS
from sql.reported.access import standing
from sql.reported.history import division_names, divisions


def need(session: Session, action: Action, place: str) -> Actor:
    """Return who acts, who may do this for a division.

    Raises:
        NotSignedIn: in a server, where nobody has signed in, or the session has ended meanwhile.
        NotAllowed: where no role of the account allows it, there or in a division above.
    """
    return need_all(session, action, [place])


def need_all(session: Session, action: Action, places: Iterable[str]) -> Actor:
    """Return who acts, who may do this for each of some divisions; raises as `need` does."""
    who, places = _today(session), {*places}
    if who.is_machine:
        return who
    above = _tree(session)
    for place in sorted(places):
        if not who.may(action, _line_up(above, place)):
            raise not_allowed(f"对{_called(session, place)}进行“{action}”")
    row_security.allow(session, places)
    return who


def need_anywhere(session: Session, action: Action) -> Actor:
    """Return who acts, who may do what concerns the office as a whole: settings, the library of cases.

    Roles that may are only given for the office's own province.

    Raises:
        NotSignedIn, NotAllowed: as `need` does.
    """
    who = _today(session)
    if not who.may_somewhere(action):
        raise not_allowed(f"进行“{action}”")
    return who


def others_may(session: Session, who: Actor, action: Action, place: str) -> bool:
    """Say whether an account that may sign in, other than the one that acts, may do this for a division."""
    a, line = ACCOUNTS.c, line_up(session, place)
    others = session.scalars(select(a.id).where(a.active, a.id != who.account))
    held = standing.grants(session, others).values()
    return any(g.role in MAY[action] and g.region in line for each in held for g in each)


def _today(session: Session) -> Actor:
    """Return who acts, with the roles of this moment: the page may have begun its run before they changed."""
    who = actor()
    if who.session is None:
        return who
    now = standing.actor(session, who.session)
    if now is None:
        raise NotSignedIn(ENDED)
    return now


def line_up(session: Session, place: str) -> frozenset[str]:
    """Return a division and every one above it: by 区划, or by its code where 区划 does not name it."""
    return _line_up(_tree(session), place)


def _tree(session: Session) -> pl.DataFrame:
    """Return the lineage of today: a division that was moved lies in its newest superior only."""
    lines = divisions(session, as_of=date.max).sort("since", "region", maintain_order=True)
    return lineage(lines.unique("region", keep="last", maintain_order=True))


def _called(session: Session, place: str) -> str:
    """Name a division in a sentence: officers know it by its name, hardly by its code."""
    name = division_names(session).get(place)
    return f"“{name}”" if name else "该地区"


def _line_up(above: pl.DataFrame, place: str) -> frozenset[str]:
    known = above.filter(region=place)["ancestor"].to_list()
    return frozenset({place, *(known or (f"{place[:4]}00", f"{place[:2]}0000"))})
