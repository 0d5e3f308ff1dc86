"""What stands at the entrance: who is behind a token, and every way to sign in and out.

The gate and its pages ask here; `visitor` is for what has passed them.
"""

from collections.abc import Collection

from metrics.access.actor import Actor
from metrics.access.roles import NAMES
from sql.accounts import demo, passwords, reader, sessions, shows, signing_in
from sql.accounts.signing_in import Door as Door
from sql.accounts.signing_in import SignInRefused as SignInRefused
from sql.accounts.signing_in import TriedTooOften as TriedTooOften
from sql.database import office_in_use, settings
from sql.database.engine import session_scope

digest = sessions.digest
by_password = signing_in.by_password
change_password = signing_in.change_password
set_first = signing_in.set_first


def found(digests: Collection[str]) -> dict[str, Actor]:
    """Return who stands behind these digests in the database in use; whoever ended is left out."""
    with session_scope() as session:
        return sessions.find(session, digests)


def used(numbers: Collection[int]) -> None:
    """Note that something was asked of these sessions, and mark those that are over."""
    with session_scope() as session:
        over = sessions.any_over(session)
    if numbers or over:
        with session_scope(writing=True) as session:
            sessions.touch(session, numbers)
            sessions.end_over(session)


def leave(held: str) -> None:
    """Sign out: end the session of a digest."""
    with session_scope(writing=True) as session:
        signing_in.leave(session, held)


def first_name(key: str) -> str:
    """Return the name of the account that a one-time address leads to; SignInRefused where it is none."""
    with session_scope() as session:
        return signing_in.first_name(session, key)


def database() -> str:
    """Name the database in use: when it is another one, nobody is known any longer."""
    return str(settings.database_url())


def shows_demo() -> bool:
    """Say whether the demo's own database is in use: there roles are taken by one click."""
    return demo.offered()


def only_sealed() -> bool:
    """Say whether one sealed file (封账文件) is looked at by itself: only its reader comes in."""
    return settings.only_sealed()


def roles_offered() -> dict[str, str]:
    """Return the roles that anybody may take here, with what people call them; none of an office's."""
    if only_sealed():
        return reader.OFFERED
    return {role.value: NAMES[role] for role in demo.PLACES} if demo.offered() else {}


def as_role(role: str, door: Door) -> str:
    """Take a role that is offered and return a session's token; SignInRefused where none is."""
    with session_scope(writing=True) as session:
        if only_sealed():
            return reader.enter(session, door)
        return demo.enter(session, role, door)


def meeting_shown(link: str) -> int:
    """Return the meeting that a link leads to; SignInRefused where it is none, or over."""
    with session_scope() as session:
        return shows.meeting_of(session, link)[1]


def enter_show(link: str, door: Door) -> tuple[str, int]:
    """Begin a session that may show one meeting only; return its token and the meeting."""
    with session_scope(writing=True) as session:
        return shows.enter(session, link, door)


def least_length() -> int:
    """Return how long a password is at least."""
    with session_scope() as session:
        return passwords.least(session)


def office_name() -> str:
    """Return what the office is called; empty before it has begun."""
    with session_scope() as session:
        one = office_in_use.read(session)
    return one.name if one else ""


def nobody_came_yet() -> bool:
    """Say whether nobody has signed in since the office began."""
    with session_scope() as session:
        return not sessions.any_since_beginning(session)
