"""Who acts in this run: handed in by whoever opens a page, and asked for by whatever writes or reads records.

On the command line it is the machine itself. A server closes that way (`close`): there nobody acts who
has not signed in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from metrics.access.actor import Actor, machine
from metrics.errors import UserError

_ACTING: ContextVar[Actor | None] = ContextVar("who acts", default=None)
_closed = False
ENDED = "登录已失效，请重新登录。"


class NotSignedIn(UserError):
    """Nobody has signed in, or the session has ended."""

    exit_code = 50


class NotAllowed(UserError):
    """Who acts may not do this, or not for this division."""

    exit_code = 51


def not_allowed(what: str) -> NotAllowed:
    """Return the refusal of what an account may not do, told in one sentence everywhere."""
    return NotAllowed(f"您的账号不能{what}，如有需要请联系系统管理员。")


def close() -> None:
    """Let nobody act in this process from now on but those who have signed in."""
    global _closed
    _closed = True


def actor() -> Actor:
    """Return who acts.

    Raises:
        NotSignedIn: in a server, where nobody has signed in.
    """
    acting = _ACTING.get()
    if acting is not None:
        return acting
    if _closed:
        raise NotSignedIn(ENDED)
    return machine()


def signed(given: str | None) -> str | None:
    """Return who signs: the account that acts, whatever was given; on the command line who was given."""
    who = actor()
    return given if who.is_machine else who.signs


@contextmanager
def using(who: Actor) -> Iterator[None]:
    """Act as somebody for a block, in this thread."""
    before = _ACTING.set(who)
    try:
        yield
    finally:
        _ACTING.reset(before)
