"""Files on their way out (导出): noted in the log, then kept in memory until the browser takes them.

They leave by a route of their own (`dashboard/web/papers_route.py`), not through Streamlit's store of
media: there an address opens for everybody who signed in, and for long. Here it opens for the session
that asked, a few times, for minutes, and only in this process; a proxy in front of several keeps each
browser with one.
"""

from collections import OrderedDict
from secrets import token_urlsafe
from threading import Lock
from time import monotonic
from typing import NamedTuple

from dashboard import data
from metrics.access.acting import not_allowed
from metrics.access.permissions import Action
from sql.database import chain
from sql.database.engine import session_scope

EXPORTED = "导出"
SECONDS, TIMES = 300.0, 3
"""How long, and how often, a file can be taken: browsers ask again where a download broke off."""
MOST_BYTES = 256 * 1024 * 1024
"""So much is kept at most; what was asked for first goes first."""


class Export(NamedTuple):
    """What is handed out, as the log keeps it.

    `asked` names the filters; `rows` is null where a file has none to count. `personal` says whether it
    may name persons (含个人信息). Of `records` only who may export them gets any.
    """

    kind: str
    asked: str = ""
    rows: int | None = None
    personal: bool = False
    records: bool = True


class _Kept(NamedTuple):
    file: data.Handed
    session: str
    until: float
    left: int


_LOCK = Lock()
_kept: OrderedDict[str, _Kept] = OrderedDict()


def hand_over(file: data.Handed, export: Export | None, *, place: str | None) -> str:
    """Note an export in the log and return the ticket with which this session can take it.

    One that stands in the log already (null) is not noted twice.

    Raises:
        NotAllowed: if it holds records and the visitor may export none.
    """
    if export is not None:
        _note(file, export, place)
    ticket = token_urlsafe(24)
    with _LOCK:
        _kept[ticket] = _Kept(file, data.session_key(), monotonic() + SECONDS, TIMES)
        _tidy()
    return ticket


def _note(file: data.Handed, export: Export, place: str | None) -> None:
    if export.records and not data.may(Action.EXPORT_RECORDS):
        raise not_allowed(Action.EXPORT_RECORDS)
    with session_scope(writing=True) as session:
        chain.note(
            session, EXPORTED, file.name, place=place, kind=export.kind, filters=export.asked,
            rows=export.rows, personal=export.personal,
        )  # fmt: skip


def take(ticket: str, *, session: str) -> data.Handed | None:
    """Return the file of a ticket to the session that asked for it; null for any other, and too late."""
    with _LOCK:
        _tidy()
        kept = _kept.get(ticket)
        if kept is None or kept.session != session:
            return None
        if kept.left > 1:
            _kept[ticket] = kept._replace(left=kept.left - 1)
        else:
            del _kept[ticket]
        return kept.file


def _tidy() -> None:
    now, size = monotonic(), sum(len(each.file.content) for each in _kept.values())
    for ticket in [ticket for ticket, each in _kept.items() if each.until < now]:
        size -= len(_kept.pop(ticket).file.content)
    while size > MOST_BYTES and len(_kept) > 1:
        size -= len(_kept.popitem(last=False)[1].file.content)
