"""A file of contacts (通讯录): the list of a province at once, from Excel or CSV, all or nothing."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import insert
from sqlalchemy.orm import Session

from metrics.access.permissions import Action
from metrics.errors import UserError
from metrics.reporting.contact import COLUMNS, Contact, TakenIn
from sql.database import chain
from sql.database.engine import queue_for_writing
from sql.database.moments import written
from sql.dispatch.journal import EntryRefused, sent_before, signed
from sql.models.office import CONTACT_EVENTS, CONTACTS
from sql.office.contacts import CORRECTED, checked, contacts
from sql.reported.access.allowed import need_all, need_anywhere
from sql.reported.history import division_names
from sql.workbook.plain_table import plain_table

MOST_BYTES, MOST_ROWS, MOST_NAMED = 5 << 20, 20_000, 30
_REQUIRED = ("unit", "name")


class FileOfContactsRefused(UserError):
    """A file of contacts could not be read, or some of its lines cannot be kept."""

    exit_code = 49


class _Line(NamedTuple):
    """A row of the file: where it stands, and what it says by column."""

    number: int
    said: Contact


def take_in(
    session: Session, content: bytes, *, file_name: str, by: str | None = None,
    form: str | None = None, at: datetime | None = None,
) -> TakenIn:  # fmt: skip
    """Add the contacts of a file, and correct those whose unit and name are known; or keep none.

    Raises:
        FileOfContactsRefused: if the file cannot be read as a table with the headings wanted, or
            with every line that cannot be kept.
        EntryRefused: if nobody signed for it.
        NotAllowed: if who acts may not keep the contacts of one of the units.
    """
    need_anywhere(session, Action.KEEP_CONTACTS)
    lines = list(_lines(rows_of(content, file_name)))
    queue_for_writing(session, table=CONTACTS)
    name = signed(by)
    if sent_before(session, CONTACTS, form) or sent_before(session, CONTACT_EVENTS, form):
        return TakenIn(unchanged=len(lines))
    good, refused = _checked(lines, division_names(session))
    if refused:
        raise _refusal(refused)
    need_all(session, Action.KEEP_CONTACTS, {one.unit for one in good})
    moment = written(at or datetime.now(UTC))
    done = _stored(session, good, {"at": moment, "by": name, "form": form})
    chain.note(session, "通讯录导入", file_name, added=done.added, corrected=done.corrected)
    return done


def rows_of(content: bytes, file_name: str) -> list[list[str]]:
    """Return the cells of a CSV or Excel file as text, row by row.

    Raises:
        FileOfContactsRefused: if it is neither, or too large.
        WorkbookRefused: if it is no workbook that can be read safely.
    """
    if len(content) > MOST_BYTES:
        raise FileOfContactsRefused(
            f"“{file_name}”超过{MOST_BYTES >> 20}MB，请只保留通讯录一张表。"
        )
    if file_name.lower().endswith(".xlsx"):
        return plain_table(content)
    if not file_name.lower().endswith(".csv"):
        raise FileOfContactsRefused(f"“{file_name}”应为.xlsx或.csv文件，请另存后再导入。")
    try:
        return list(csv.reader(io.StringIO(_decoded(content, file_name), newline="")))
    except csv.Error:
        raise FileOfContactsRefused(
            f"“{file_name}”不是正确的CSV文件，请用Excel另存后再导入。"
        ) from None


def _decoded(content: bytes, file_name: str) -> str:
    """Read as UTF-8 or as the code page of Chinese Windows, whichever it is."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileOfContactsRefused(f"“{file_name}”的文字编码无法识别，请用Excel另存为.xlsx后再导入。")


def _lines(rows: Sequence[Sequence[str]]) -> Iterable[_Line]:
    """Yield the rows below the headings that say anything; a unit alone is one not filled in yet."""
    at, places = _headings(rows)
    if len(rows) > MOST_ROWS:
        raise FileOfContactsRefused(f"通讯录最多{MOST_ROWS}行，现有{len(rows)}行。")
    for number, row in enumerate(rows[at + 1 :], at + 2):
        said = {name: row[place].strip() for name, place in places.items() if place < len(row)}
        if any(value for name, value in said.items() if name != "unit"):
            yield _Line(
                number,
                Contact(
                    unit=said.get("unit", ""), name=said.get("name", ""), duty=said.get("duty"),
                    phone=said.get("phone"), note=said.get("note"),
                ),
            )  # fmt: skip


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    wanted = {heading: name for name, heading in COLUMNS.items()}
    for at, row in enumerate(rows[:10]):
        places = {wanted[c.strip()]: n for n, c in enumerate(row) if c.strip() in wanted}
        if set(_REQUIRED) <= set(places):
            return at, places
    raise FileOfContactsRefused(
        f"没有找到表头：第一行应有“{'”“'.join(COLUMNS.values())}”等列，"
        f"其中“{COLUMNS['unit']}”“{COLUMNS['name']}”必须有。"
    )


def _checked(lines: Iterable[_Line], units: Iterable[str]) -> tuple[list[Contact], list[str]]:
    good: list[Contact] = []
    refused: list[str] = []
    for line in lines:
        try:
            good.append(checked(line.said, units))
        except EntryRefused as error:
            refused.append(f"第{line.number}行：{error}")
    twice = Counter((one.unit, one.name) for one in good)
    refused += [
        f"单位{unit}的“{name}”写了{count}行，请只保留一行。"
        for (unit, name), count in sorted(twice.items())
        if count > 1
    ]
    return good, refused


def _refusal(refused: Sequence[str]) -> FileOfContactsRefused:
    """Name the lines that are wrong, each on a line of its own, so far as one can read them."""
    more = len(refused) - MOST_NAMED
    last = (f"另有{more}处。",) if more > 0 else ()
    head = f"有{len(refused)}处不能导入，没有保存任何联系人，请改正后重新导入："
    return FileOfContactsRefused("\n\n".join((head, *refused[:MOST_NAMED], *last)))


def _stored(session: Session, good: Iterable[Contact], entry: dict[str, object]) -> TakenIn:
    known = {(one.unit, one.name): one for one in contacts(session)}
    new, changed, same = [], [], 0
    for one in good:
        before = known.get((one.unit, one.name))
        values = {"name": one.name, "duty": one.duty, "phone": one.phone, "note": one.note, **entry}
        if before is None:
            new.append({"unit": one.unit, **values})
        elif before.said != one.said:
            changed.append({"contact": before.id, "kind": CORRECTED, **values})
        else:
            same += 1
    if new:
        session.execute(insert(CONTACTS), new)
    if changed:
        session.execute(insert(CONTACT_EVENTS), changed)
    return TakenIn(len(new), len(changed), same)
