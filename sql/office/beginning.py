"""正式使用: an office begins with the divisions of its province, and nothing that is invented.

A database of the office's own is made aside and appears whole, so that a server that runs goes over to
it at once and never to half of it. One that `DATABASE_URL` names, or that is there and empty, is
filled in one transaction.

The divisions (区划) are those of the shipped list, dated with the first day on which every rule of the
province has a value: no earlier data date could be judged, so that a county may report for any day
that counts. They are a statement of the province, which it corrects by its own workbook.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import URL, func, select
from sqlalchemy.orm import Session

from metrics.access import acting
from metrics.access.actor import machine
from metrics.access.permissions import Action
from metrics.errors import UserError
from metrics.office import ISSUER, NAME, PACK, PROVINCE
from metrics.packs.pack import load_pack, pack_for_place
from metrics.records.regions import reporting
from metrics.records.reports import DIVISIONS
from sql.accounts import administrator, sessions
from sql.accounts import first as first_address
from sql.accounts.administrator import Chosen
from sql.database import chain, engine, migrate, settings
from sql.dispatch.cases import load_samples
from sql.dispatch.journal import LONGEST, EntryRefused, line, sent_before
from sql.models import SUBMISSIONS
from sql.models.office import SETTINGS
from sql.office import settings as book
from sql.office.declared import LONGEST_ISSUER, LONGEST_NAME
from sql.reported.access.allowed import need_anywhere
from sql.reported.intake import import_opened, open_workbook
from sql.reported.receipts import receipt
from sql.workbook.writing.template import divisions, national_list, write_workbook

SENT_BY = "随附的行政区划名单"
LINES = {
    "name": ("办公室名称", LONGEST_NAME), "issuer": ("机关代字", LONGEST_ISSUER),
    "by": ("经办人", LONGEST),
}  # fmt: skip
"""What an office fills in, by field: its label, and how long it may be."""


class AlreadyBegun(UserError):
    """The database that an office wants to begin with holds something already."""

    exit_code = 42


class Office(NamedTuple):
    """What an office says of itself when it begins; `rules` is the name of its rule pack."""

    province: str
    name: str
    issuer: str
    rules: str


class Begun(NamedTuple):
    """What an office has begun with: its settings, its database, how many units are to report.

    `first` is the one-time address at which its administrator sets a password, behind that of the
    server; empty where one was chosen.
    """

    office: Office
    database: URL
    units: int
    first: str = ""


def provinces() -> dict[str, str]:
    """Return the provinces of the shipped list by code."""
    rows = national_list().filter(level="省")
    return dict(rows.select("region", "name").sort("region").iter_rows())


def usual_name(province: str) -> str:
    """Return the name that is proposed for the office of a province."""
    return f"{provinces()[province]}城镇老旧小区改造工作领导小组办公室"


def usual_rules(province: str) -> str:
    """Return the name of the rule pack that is proposed for a province."""
    return pack_for_place(province).name


def begin(
    office: Office, *, by: str, form: str | None = None, chief: Chosen | None = None
) -> Begun:
    """Make the office's database, or fill the empty one that is named, and say what it holds.

    A form that is sent again finds what it began. Whoever acts has no account in the new database yet:
    it is filled by the machine, and `by` signs. Its administrator is made with it: the one that was
    chosen (`chief`), else one that gets a one-time address.

    Raises:
        NotAllowed: if who acts may not change settings where it is.
        AlreadyBegun: if the database holds anything already; nothing is changed then.
        EntryRefused: if the province is none, or a text cannot be kept.
        UnknownChoice: if there is no such rule pack.
    """
    _need()
    checked, signed = _checked(office, by=by)
    url = settings.office_url()
    with _made(url) as made, settings.using(made), acting.using(machine()):
        migrate.ensure_ready()
        with engine.session_scope(writing=True) as session:
            _fill(session, checked, by=signed, form=form)
            first = _administrator(session, chief, checked.province)
        engine.let_go()
    units = reporting(divisions(checked.province), checked.province).height
    return Begun(checked, url, units, first)


def _need() -> None:
    """Refuse whoever may not; nothing is asked of a database that the machine has still to make."""
    if not acting.actor().is_machine:
        with engine.session_scope() as session:
            need_anywhere(session, Action.CHANGE_SETTINGS)


def refuse_filled(session: Session) -> None:
    """Refuse a database in which anything was reported or set.

    Raises:
        AlreadyBegun: with what is to be done instead.
    """
    if book.entries(session):
        raise AlreadyBegun("已经开始正式使用，不能再次建立；单位名称等请在“系统设置”页修改。")
    if session.scalar(select(func.count()).select_from(SUBMISSIONS)):
        raise AlreadyBegun(
            f"{settings.told(settings.database_url())}中已有报送，不能从头开始。"
            "请把环境变量 DATABASE_URL 指向一个空库，或不设置，由系统新建数据库。"
        )


def mistakes(office: Office, *, by: str) -> dict[str, str]:
    """Return what cannot be kept of what an office says of itself, by field, all of it at once."""
    found = {}
    if office.province not in provinces():
        found["province"] = f"“{office.province}”不是省级行政区划代码，应为如620000的六位代码。"
    typed = {"name": office.name, "issuer": office.issuer, "by": by}
    for field, (label, longest) in LINES.items():
        try:
            line(typed[field], label, longest=longest)
        except EntryRefused as error:
            found[field] = str(error)
    return found


def _checked(office: Office, *, by: str) -> tuple[Office, str]:
    if found := mistakes(office, by=by):
        raise EntryRefused("".join(found.values()))
    typed = {"name": office.name, "issuer": office.issuer, "by": by}
    name, issuer, signed = (
        line(typed[field], label, longest=longest) for field, (label, longest) in LINES.items()
    )
    rules = load_pack(office.rules).name
    return Office(province=office.province, name=name, issuer=issuer, rules=rules), signed


def _fill(session: Session, office: Office, *, by: str, form: str | None) -> None:
    if sent_before(session, SETTINGS, form):
        return
    refuse_filled(session)
    _state_divisions(session, office)
    load_samples(session)
    book.write(session, _values(office), by=by, form=form)
    chain.note(session, "正式使用", office.name, place=office.province, by=by)


def _administrator(session: Session, chief: Chosen | None, province: str) -> str:
    """Make the administrator; whoever came in before the beginning has no business there and is out."""
    if chief is not None:
        administrator.make(session, chief, province=province)
        sessions.end_all(session, why="正式使用")
        return ""
    token = administrator.open_way(session)
    return first_address.address(token) if token else ""


def _values(office: Office) -> dict[str, object]:
    return {
        PROVINCE: office.province, NAME: office.name, ISSUER: office.issuer, PACK: office.rules,
    }  # fmt: skip


def _state_divisions(session: Session, office: Office) -> None:
    """State the shipped list as the province's, by the usual door."""
    since = first_day(office.rules)
    name = f"{provinces()[office.province]}区划_{since}.xlsx"
    with TemporaryDirectory(prefix="dudao-") as folder:
        path = Path(folder) / name
        write_workbook(path, {"regions": divisions(office.province)}, note=SENT_BY)
        opened = open_workbook(path)
    receipt(
        import_opened(
            session, opened=opened, unit=office.province, as_of=since, sent_by=SENT_BY,
            kind=DIVISIONS,
        )
    )  # fmt: skip


def first_day(rules: str) -> date:
    """Return the day from which the divisions hold: the first on which every rule has a value."""
    return load_pack(rules).since()


@contextmanager
def _made(url: URL) -> Iterator[URL]:
    """Give the database to fill: itself where it is there or is a server's, else one made aside."""
    file = Path(url.database or "")
    if settings.is_named() or file.exists():
        yield url
        return
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        yield url.set(database=str(part))
        _appear(part, file)
    finally:
        for left in file.parent.glob(f"{part.name}*"):
            with suppress(OSError):
                left.unlink()


def _appear(part: Path, file: Path) -> None:
    """Put the database in its place, unless another beginning was quicker."""
    try:
        os.link(part, file)
    except FileExistsError:
        raise AlreadyBegun("另一个窗口刚刚开始了正式使用，请刷新页面。") from None
    except OSError:  # a disk without links
        if file.exists():
            raise AlreadyBegun("另一个窗口刚刚开始了正式使用，请刷新页面。") from None
        part.rename(file)
