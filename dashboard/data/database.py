"""Which database a visit looks at, and what is cached of it.

A server that runs goes over to the office's database as soon as that is there (正式使用). A run of a
page keeps to one database from its beginning to its end, what is cached is cached by database, and a
visit that saw another one before begins anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from dashboard.data import visitor
from metrics import office
from metrics.access import acting
from sql.database import office_in_use, settings
from sql.database.engine import session_scope

P = ParamSpec("P")
T = TypeVar("T")
_SEEN = "database in use"
_BEGINS = "begins here"
_FOR_ALL: ContextVar[bool] = ContextVar("read for all", default=False)


def cached(
    *, max_entries: int, show_spinner: bool | str = False
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what a function of scalars returns, for all visits, by the database it was read from.

    What the office in use has decided is part of the key: rules go by it. Who looks is none, so that it
    must not be asked while something is read for all.
    """

    def decorated(read: Callable[P, T]) -> Callable[P, T]:
        def of_database(url: str, /, *args: P.args, **values: P.kwargs) -> T:
            del url  # a key
            before = _FOR_ALL.set(True)
            try:
                return read(*args, **values)
            finally:
                _FOR_ALL.reset(before)

        # Streamlit tells functions apart by these.
        of_database.__module__, of_database.__qualname__ = read.__module__, read.__qualname__
        kept = st.cache_resource(max_entries=max_entries, show_spinner=show_spinner)(of_database)

        @wraps(read)
        def asked(*args: P.args, **values: P.kwargs) -> T:
            url = settings.database_url()
            with settings.using(url):
                return kept(f"{url} {hash(office.in_use())}", *args, **values)

        return asked

    return decorated


def is_for_all() -> bool:
    """Say whether what is read now is kept for all visits."""
    return _FOR_ALL.get()


@contextmanager
def held() -> Iterator[None]:
    """Keep to the database that this visit looks at, and its office; a part of a page to its page's.

    Whoever looks acts in it, with the roles of this moment.
    """
    seen: settings.Address | None = st.session_state.get(_SEEN)
    with settings.using(seen or settings.database_url()):
        with session_scope() as session:
            one = office_in_use.read(session)
        with office.using(one), acting.using(visitor.who()):
            yield


def take_up() -> bool:
    """Look at the database in use from now on; say whether it is news that this is another one.

    Everything that was chosen and typed is forgotten then: it was about other places. To the visit
    in which the office began it is no news.
    """
    seen: settings.Address | None = st.session_state.get(_SEEN)
    now = settings.database_url()
    changed = seen is not None and seen != now
    if changed:
        for key in set(st.session_state) - {_BEGINS}:
            del st.session_state[key]
        st.query_params.clear()
    st.session_state[_SEEN] = now
    return changed and not begun_here()


def note_beginning() -> None:
    """Note that the office begins in this visit; before it does, so that another click knows it too."""
    st.session_state[_BEGINS] = True


def begun_here() -> bool:
    """Say whether the office began in this visit."""
    return _BEGINS in st.session_state


def reading(action: Callable[Concatenate[Any, P], T]) -> Callable[P, T]:
    """Make a door of a function that reads: one transaction of its own each time."""

    def run(*args: P.args, **values: P.kwargs) -> T:
        with session_scope() as session:
            return action(session, *args, **values)

    return run


def writing(action: Callable[Concatenate[Any, P], T]) -> Callable[P, T]:
    """Make a door of a function that writes: one transaction of its own each time."""

    def run(*args: P.args, **values: P.kwargs) -> T:
        with session_scope(writing=True) as session:
            return action(session, *args, **values)

    return run
