"""Whom to call (通讯录): entered, corrected, removed; never rewritten.

A contact reads as its newest event says. Functions that write take a session of
`session_scope(writing=True)` and never commit.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any, Unpack

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.errors import UnknownChoice
from metrics.reporting.contact import COLUMNS, Contact
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.database.moments import written
from sql.dispatch.journal import Entry, EntryRefused, add, place_code, sent_before, signed, text
from sql.models.office import CONTACT_EVENTS, CONTACTS
from sql.reported.access.allowed import need, need_all
from sql.reported.history import division_names

CORRECTED, REMOVED = "corrected", "removed"
LONGEST = {"name": 40, "duty": 60, "phone": 40, "note": 200}
_PHONE = frozenset("0123456789０１２３４５６７８９+-－—() （）转、/／")
_FEWEST_DIGITS = 3
_SAID = ("name", "duty", "phone", "note")


def contacts(session: Session, *, unit: str | None = None) -> list[Contact]:
    """Return the contacts in force, of one unit or of all, by unit and in the order of entry."""
    query = select(CONTACTS).order_by(CONTACTS.c.unit, CONTACTS.c.id)
    if unit is not None:
        query = query.where(CONTACTS.c.unit == unit)
    newest = {row["contact"]: row for row in _events(session)}
    listed = []
    for row in session.execute(query).mappings():
        event = newest.get(row["id"])
        if event is None or event["kind"] != REMOVED:
            said = row if event is None else event
            listed.append(
                Contact(
                    unit=row["unit"], id=row["id"], at=said["at"], by=said["by"],
                    **{name: said[name] for name in _SAID},
                )
            )  # fmt: skip
    return listed


def enter(session: Session, contact: Contact, **entry: Unpack[Entry]) -> int:
    """Add a contact and return its number; one that says the same is not added twice.

    Raises:
        EntryRefused: if the unit is not in 区划, or a text is missing or cannot be kept.
        NotAllowed: if who acts may not keep the contacts of the unit.
    """
    queue_for_writing(session, table=CONTACTS)
    need(session, Action.KEEP_CONTACTS, place_code(contact.unit.strip()))
    before = sent_before(session, CONTACTS, entry.get("form"))
    if before is not None:
        return before
    said = checked(contact, division_names(session))
    known = [one.id for one in contacts(session, unit=said.unit) if one.said == said.said]
    if known:
        return known[0]
    new = _kept(session, said, **entry)
    chain.note(session, "通讯录添加", said.name, place=said.unit)
    return new


def enter_all(session: Session, listed: Collection[Contact], *, by: str | None = None) -> int:
    """Add contacts of units that have none yet, as they are; return how many."""
    queue_for_writing(session, table=CONTACTS)
    need_all(session, Action.KEEP_CONTACTS, {one.unit for one in listed})
    moment, name = written(datetime.now(UTC)), signed(by)
    rows = [
        {"unit": one.unit, **{name: getattr(one, name) for name in _SAID},
         "at": moment, "by": name}
        for one in listed
    ]  # fmt: skip
    if rows:
        session.execute(insert(CONTACTS), rows)
        chain.note(session, "通讯录导入", f"新增{len(rows)}人")
    return len(rows)


def correct(
    session: Session, *, contact: int, now: Contact, seen: int | None = None,
    **entry: Unpack[Entry],
) -> None:  # fmt: skip
    """Correct a contact, of the same unit; `seen` is how many events it had when it was taken up.

    Raises:
        UnknownChoice: if there is no such contact.
        EntryRefused: if it was removed or changed meanwhile, or nothing would change.
    """
    queue_for_writing(session, table=CONTACTS)
    need(session, Action.KEEP_CONTACTS, _unit(session, contact))
    if sent_before(session, CONTACT_EVENTS, entry.get("form")):
        return
    before = _standing(session, contact, seen=seen)
    after = checked(now._replace(unit=before.unit), {before.unit: ""})
    if after.said == before.said:
        raise EntryRefused("内容没有改动，无需更正。")
    _happened(session, CORRECTED, contact, after, **entry)
    chain.note(
        session, "通讯录更正", after.name, place=before.unit, before=before.said, after=after.said
    )


def remove(session: Session, *, contact: int, **entry: Unpack[Entry]) -> None:
    """Take a contact out of the list; what it said stays in the book."""
    queue_for_writing(session, table=CONTACTS)
    need(session, Action.KEEP_CONTACTS, _unit(session, contact))
    if sent_before(session, CONTACT_EVENTS, entry.get("form")):
        return
    before = _standing(session, contact)
    _happened(session, REMOVED, contact, None, **entry)
    chain.note(session, "通讯录删除", before.name, place=before.unit)


def versions(session: Session, contact: int) -> int:
    """Return how often a contact was changed since it was entered."""
    return sum(row["contact"] == contact for row in _events(session))


def checked(contact: Contact, units: Iterable[str]) -> Contact:
    """Return a contact with its texts tidied; `units` are the codes of all divisions known.

    Raises:
        EntryRefused: with the first thing that is wrong.
    """
    unit = place_code(contact.unit.strip())
    if unit not in units:
        raise EntryRefused(f"区划中没有代码为“{unit}”的单位，请核对行政区划代码。")
    name = text(contact.name, COLUMNS["name"], longest=LONGEST["name"])
    duty, phone, note = (_optional(contact, field) for field in _SAID[1:])
    if phone and not _is_phone(phone):
        raise EntryRefused(f"“电话”应为号码，可带区号、短横、空格和“转”，现为“{phone}”。")
    return Contact(unit=unit, name=name, duty=duty, phone=phone, note=note)


def _optional(contact: Contact, field: str) -> str | None:
    typed: str | None = getattr(contact, field)
    if not (typed or "").strip():
        return None
    return text(typed or "", COLUMNS[field], longest=LONGEST[field])


def _is_phone(phone: str) -> bool:
    return _PHONE.issuperset(phone) and sum(c.isdigit() for c in phone) >= _FEWEST_DIGITS


def _events(session: Session) -> list[Any]:
    """Return all events of contacts, oldest first."""
    query = select(CONTACT_EVENTS).order_by(CONTACT_EVENTS.c.id)
    return list(session.execute(query).mappings())


def _unit(session: Session, contact: int) -> str:
    unit = session.scalar(select(CONTACTS.c.unit).where(CONTACTS.c.id == contact))
    if unit is None:
        raise UnknownChoice(f"通讯录中没有编号为{contact}的联系人。")
    return str(unit)


def _standing(session: Session, contact: int, *, seen: int | None = None) -> Contact:
    for one in contacts(session, unit=_unit(session, contact)):
        if one.id == contact:
            if seen is not None and versions(session, contact) != seen:
                raise EntryRefused(f"该联系人已由{one.by}另行更正，请核对现在的内容后再更正。")
            return one
    raise EntryRefused("该联系人已删除；如需继续使用，请重新添加。")


def _kept(session: Session, said: Contact, **entry: Unpack[Entry]) -> int:
    return add(
        session, CONTACTS, by=entry.get("by"), at=entry.get("at"), form=entry.get("form"),
        unit=said.unit, **{name: getattr(said, name) for name in _SAID},
    )  # fmt: skip


def _happened(
    session: Session, kind: str, contact: int, said: Contact | None, **entry: Unpack[Entry]
) -> None:
    add(
        session, CONTACT_EVENTS, by=entry.get("by"), at=entry.get("at"), form=entry.get("form"),
        contact=contact, kind=kind,
        **{name: getattr(said, name) if said else None for name in _SAID},
    )  # fmt: skip
