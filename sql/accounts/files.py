"""A file of accounts: those of all units at once, from Excel or CSV, all or nothing.

One account may stand in several rows, one for each role. Passwords are drawn here, and handed back once.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from metrics import plain_csv
from metrics.access.accounts import COLUMNS, PASSWORD, HandedOut, Proposed
from metrics.access.permissions import Action
from metrics.access.roles import LEVELS, NAMES, Role
from metrics.errors import UserError
from sql.accounts import book, passwords
from sql.accounts.places import AccountRefused, Places, home, places
from sql.database import beijing
from sql.dispatch.journal import EntryRefused, line
from sql.models.accounts import ACCOUNTS
from sql.reported.access.allowed import need
from sql.workbook.plain_table import plain_table

MOST_BYTES, MOST_ROWS, MOST_NAMED = 1 << 20, 2_000, 30
_REQUIRED = ("name", "shown", "role", "region")
_ROLE_OF = {NAMES[role]: role for role in LEVELS}


class FileOfAccountsRefused(UserError):
    """A file of accounts could not be read, or some of its lines make no account."""

    exit_code = 54


class _Line(NamedTuple):
    """A row of the file: where it stands, and what it asks for."""

    number: int
    wanted: Proposed


class Prepared(NamedTuple):
    """Accounts of a file with what is kept of their passwords, made before anything is written."""

    lines: tuple[_Line, ...]
    drawn: Mapping[str, str]
    stored: Mapping[str, str]


def prepare(session: Session, content: bytes, *, file_name: str) -> Prepared:
    """Read a file and draw the passwords: slow, so that it stands before the transaction that writes.

    Raises:
        FileOfAccountsRefused: if it cannot be read, or with every line that makes no account.
        NotAllowed: unless who acts keeps the accounts of all these divisions.
    """
    among = places(session)
    lines = _checked(session, _rows(content, file_name), among)
    for province in sorted({f"{one.wanted.region[:2]}0000" for one in lines}):
        need(session, Action.KEEP_ACCOUNTS, province)
    length = passwords.least(session)
    names = list(dict.fromkeys(one.wanted.name for one in lines))
    drawn = {name: passwords.generated(name=name, length=length) for name in names}
    with ThreadPoolExecutor(max_workers=2) as hashing:
        stored = hashing.map(
            lambda name: passwords.hashed(drawn[name], name=name, length=length), names
        )
        return Prepared(tuple(lines), drawn, dict(zip(names, stored, strict=True)))


def take_in(session: Session, prepared: Prepared) -> list[HandedOut]:
    """Make the accounts with their roles; return each with its password, told this once.

    Raises:
        NotAllowed: unless who acts keeps the accounts of all these divisions.
        AccountRefused: if somebody took a name meanwhile; then none is made.
    """
    among = places(session)
    for province in sorted({f"{one.wanted.region[:2]}0000" for one in prepared.lines}):
        need(session, Action.KEEP_ACCOUNTS, province)
    made: dict[str, int] = {}
    for _, one in prepared.lines:
        if one.name not in made:
            made[one.name] = book.entered(
                session, name=one.name, shown=one.shown, stored=prepared.stored[one.name],
                must_change=True,
            )  # fmt: skip
        book.given(
            session, account=made[one.name], role=one.role, region=one.region, until=one.until,
            among=among,
        )  # fmt: skip
    return _handed_out(prepared, among)


def proposed(session: Session) -> list[Proposed]:
    """Return one account for each city and county of the office's province, by code.

    Raises:
        AccountRefused: if 区划 has no province with cities or counties, or several.
    """
    among = places(session)
    province = home(session, among)
    roles = {"市": (Role.CITY, "s"), "县": (Role.COUNTY, "x")}
    units = sorted(code for code in among.own if code[:2] == province[:2])
    return [
        Proposed(f"{letter}{code}", f"{among.names[code]}经办", role, code)
        for code in units
        if among.levels[code] in roles
        for role, letter in [roles[among.levels[code]]]
    ]


def written_out(listed: Iterable[Proposed]) -> bytes:
    """Write accounts as the file that is read here, so that an office goes on from it."""
    rows = (
        (one.name, one.shown, NAMES[one.role], one.region, str(one.until or "")) for one in listed
    )
    return plain_csv.written(COLUMNS.values(), rows)


def handed_out(listed: Iterable[HandedOut]) -> bytes:
    """Write the accounts that were made with their passwords, to be handed over."""
    headings = (COLUMNS["name"], COLUMNS["shown"], "角色与地区", PASSWORD)
    rows = ((one.name, one.shown, "；".join(one.places), one.password) for one in listed)
    return plain_csv.written(headings, rows)


def _handed_out(prepared: Prepared, among: Places) -> list[HandedOut]:
    asked: dict[str, list[Proposed]] = {}
    for _, one in prepared.lines:
        asked.setdefault(one.name, []).append(one)
    return [
        HandedOut(
            name, ones[0].shown,
            tuple(f"{among.names[one.region]}（{NAMES[one.role]}）" for one in ones),
            prepared.drawn[name],
        )
        for name, ones in asked.items()
    ]  # fmt: skip


def _rows(content: bytes, file_name: str) -> list[list[str]]:
    if len(content) > MOST_BYTES:
        raise FileOfAccountsRefused(f"“{file_name}”超过{MOST_BYTES >> 20}MB，请只保留账号名单。")
    if file_name.lower().endswith(".xlsx"):
        return plain_table(content)
    if not file_name.lower().endswith(".csv"):
        raise FileOfAccountsRefused(f"“{file_name}”应为.xlsx或.csv文件，请另存后再导入。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise FileOfAccountsRefused(f"“{file_name}”无法读取，请用Excel或WPS另存为.xlsx后再导入。")


def _checked(session: Session, rows: Sequence[Sequence[str]], among: Places) -> list[_Line]:
    taken = set(session.scalars(select(ACCOUNTS.c.name)))
    good: list[_Line] = []
    refused: list[str] = []
    for number, said in _said(rows):
        try:
            one = _wanted(said, among)
            _refuse_clash(one, good, taken)
            good.append(_Line(number, one))
        except (AccountRefused, EntryRefused) as error:
            refused.append(f"第{number}行：{error}")
    if refused:
        raise _refusal(refused)
    if not good:
        raise FileOfAccountsRefused("文件中没有账号。")
    return good


def _said(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows below the headings that say anything, each with its number in the file."""
    if len(rows) > MOST_ROWS:
        raise FileOfAccountsRefused(f"账号名单最多{MOST_ROWS}行，现有{len(rows)}行。")
    at, columns = _headings(rows)
    for number, row in enumerate(rows[at + 1 :], at + 2):
        said = {name: row[n].strip() for name, n in columns.items() if n < len(row)}
        if any(said.values()):
            yield number, said


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    wanted = {heading: name for name, heading in COLUMNS.items()}
    for at, row in enumerate(rows[:10]):
        columns = {wanted[c.strip()]: n for n, c in enumerate(row) if c.strip() in wanted}
        if set(_REQUIRED) <= set(columns):
            return at, columns
    raise FileOfAccountsRefused(
        f"没有找到表头：第一行应有“{'”“'.join(COLUMNS.values())}”各列，“{COLUMNS['until']}”可以不写。"
    )


def _wanted(said: Mapping[str, str], among: Places) -> Proposed:
    name = book.account_name(said.get("name", ""))
    shown = line(said.get("shown", ""), COLUMNS["shown"], longest=book.LONGEST_SHOWN)
    role = _ROLE_OF.get(said.get("role", ""))
    if role is None:
        raise AccountRefused(f"没有“{said.get('role', '')}”角色，可用：{'、'.join(_ROLE_OF)}。")
    region = among.code(said.get("region", ""))
    among.check(role, region)
    return Proposed(name, shown, role, region, _until(said.get("until", "")))


def _until(typed: str) -> date | None:
    if not typed:
        return None
    try:
        year, month, day = map(int, typed.partition(" ")[0].replace("/", "-").split("-"))
        until = date(year, month, day)
    except ValueError:
        raise AccountRefused(f"任期止“{typed}”不是日期，应形如 2027-06-30。") from None
    if until < beijing.today():
        raise AccountRefused(f"任期止“{until}”已过。")
    return until


def _refuse_clash(one: Proposed, before: Iterable[_Line], taken: set[str]) -> None:
    if one.name in taken:
        raise AccountRefused(f"账号“{one.name}”已被使用，请换一个，或在账号管理中增加角色。")
    for number, other in before:
        if other.name != one.name:
            continue
        if other.shown != one.shown:
            raise AccountRefused(f"账号“{one.name}”在第{number}行的姓名是“{other.shown}”。")
        if (other.role, other.region) == (one.role, one.region):
            raise AccountRefused(f"与第{number}行重复。")


def _refusal(refused: Sequence[str]) -> FileOfAccountsRefused:
    more = len(refused) - MOST_NAMED
    last = (f"另有{more}处。",) if more > 0 else ()
    head = f"有{len(refused)}处不能导入，没有开通任何账号，请改正后重新导入："
    return FileOfAccountsRefused("\n\n".join((head, *refused[:MOST_NAMED], *last)))
