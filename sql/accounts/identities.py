"""Single sign-on (统一身份认证) as the database knows it: ways to the provider and back, and whom it leads in to.

The provider says who it is; roles and divisions are ours. Nobody gets an account by signing in: an
administrator links an identity to one that is there.
"""

import json
import os
import secrets
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from metrics.access.accounts import Identity
from metrics.access.actor import Actor
from metrics.access.permissions import Action
from sql.accounts import signing_in, throttle
from sql.accounts.sessions import digest
from sql.accounts.signing_in import Door, SignInRefused
from sql.accounts.throttle import Limit
from sql.database import chain
from sql.database.engine import session_scope
from sql.database.moments import written
from sql.models.accounts import ACCOUNTS, SSO_STATES
from sql.models.log import LOG
from sql.reported.access.allowed import need_anywhere

LASTING = timedelta(minutes=10)
"""So long somebody may stay at the provider."""
MOST = 5_000
"""So many ways are kept at once, the newest: whoever only begins them must not fill the database."""
MOST_OF_ONE = 300
"""So many ways one address may begin in `LASTING`: an office behind one address shares it."""
CALLED = "统一身份认证"
UNKNOWN = "该身份尚未在本系统开通，请联系系统管理员。"
FAILED = "统一身份认证未通过，请重试，或用本系统账号登录。"
LISTED = 20
_A, _S = ACCOUNTS.c, SSO_STATES.c


class Left(NamedTuple):
    """What was kept when somebody left for the provider; `state` is told to the browser only."""

    state: str
    nonce: str
    verifier: str
    wanted: str


def issuer() -> str | None:
    """Return the provider that is configured (DUDAO_SSO_ISSUER); null where there is none."""
    return os.environ.get("DUDAO_SSO_ISSUER", "").strip() or None


def leave(session: Session, wanted: str, *, address: str, now: datetime | None = None) -> Left:
    """Keep a way to the provider, and where to go afterwards.

    Those that took too long are forgotten, and the oldest where there are too many.

    Raises:
        SignInRefused: if too many were begun from this address; others are let go on.
    """
    at = now or datetime.now(UTC)
    if not throttle.begun(
        session, CALLED, address=address, limit=Limit(MOST_OF_ONE, LASTING), at=at
    ):
        raise SignInRefused("从本机所在网络发起的统一身份认证过多，请稍后重试。")
    session.execute(delete(SSO_STATES).where(_S.at <= written(at - LASTING)))
    kept = select(_S.id).order_by(_S.id.desc()).limit(MOST - 1)
    session.execute(delete(SSO_STATES).where(_S.id.not_in(kept)))
    state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
    one = Left(state, nonce, verifier, wanted)
    row = insert(SSO_STATES).values(
        digest=digest(one.state), at=written(at), nonce=one.nonce, verifier=one.verifier, wanted=wanted
    )  # fmt: skip
    session.execute(row)
    return one


def come_back(session: Session, state: str, *, now: datetime | None = None) -> Left | None:
    """Take a way away and return it: of two at once only one gets it. Null where there is none."""
    since = written((now or datetime.now(UTC)) - LASTING)
    gone = delete(SSO_STATES).where(_S.digest == digest(state), _S.at > since)
    row = session.execute(gone.returning(_S.nonce, _S.verifier, _S.wanted)).first()
    return None if row is None else Left(state, *row)


def enter(one: Identity, door: Door) -> str:
    """Begin a session of the account that an identity is linked to, and return its token.

    Raises:
        SignInRefused: if none is linked, or it is locked; the log has the identity.
    """
    with session_scope(writing=True) as session:
        linked = (_A.issuer == one.issuer, _A.subject == one.subject)
        row = session.execute(select(_A.id, _A.name, _A.active).where(*linked)).first()
        if row is not None and row.active:
            return signing_in.enter(session, account=row.id, door=door, how=CALLED)
        why = UNKNOWN if row is None else "账号已停用，请联系系统管理员。"
        _note(session, door, row.name if row else CALLED, why=why, one=one)
    raise SignInRefused(why)


def failed(door: Door, why: str) -> None:
    """Note that the provider's answer led nowhere; `why` is for the log only."""
    with session_scope(writing=True) as session:
        _note(session, door, CALLED, why=why)


def unknown(session: Session) -> list[Identity]:
    """Return the identities that came last and are linked to no account, the newest first.

    Raises:
        NotAllowed: unless who acts keeps accounts somewhere.
    """
    need_anywhere(session, Action.KEEP_ACCOUNTS)
    entry = LOG.c
    query = (
        select(entry.detail)
        .where(entry.action == signing_in.FAILED, entry.subject == CALLED)
        .order_by(entry.number.desc())
        .limit(10 * LISTED)
    )
    linked = {tuple(row) for row in session.execute(select(_A.issuer, _A.subject))}
    told = (json.loads(detail) for detail in session.scalars(query))
    found = {(d["issuer"], d["identity"]): d["called"] for d in told if d.get("identity")}
    fresh = [Identity(*key, called) for key, called in found.items() if key not in linked]
    return fresh[:LISTED]


def _note(
    session: Session, door: Door, subject: str, *, why: str, one: Identity | None = None
) -> None:
    who = Actor(account=None, name=CALLED, shown="未登录", address=door.address)
    if one is None:
        chain.note(session, signing_in.FAILED, subject, who=who, why=why)
        return
    chain.note(
        session, signing_in.FAILED, subject, who=who, why=why, issuer=one.issuer,
        identity=one.subject, called=one.called,
    )  # fmt: skip
