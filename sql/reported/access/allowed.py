"""May who acts do this for that division? Asked inside the transaction, of the province's own 区划."""

from datetime import date

from sqlalchemy.orm import Session

from metrics.access.acting import NotAllowed, actor
from metrics.access.actor import Actor
from metrics.access.permissions import Action
from metrics.records.regions import lineage
from sql.reported.history import divisions


def need(session: Session, action: Action, place: str) -> Actor:
    """Return who acts, who may do this for a division.

    Raises:
        NotSignedIn: in a server, where nobody has signed in.
        NotAllowed: where no role of the account allows it, there or in a division above.
    """
    who = actor()
    if not who.is_machine and not who.may(action, line_up(session, place)):
        raise NotAllowed(
            f"您的账号不能对该地区（{place}）进行“{action}”，如有需要请联系系统管理员。"
        )
    return who


def line_up(session: Session, place: str) -> frozenset[str]:
    """Return a division and every one above it: by 区划, or by its code where 区划 does not name it."""
    regions = divisions(session, as_of=date.max)
    above = lineage(regions).filter(region=place)["ancestor"].to_list()
    return frozenset({place, *(above or (f"{place[:4]}00", f"{place[:2]}0000"))})
