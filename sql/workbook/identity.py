"""Whose workbook a file is, and of which data date: told by the file itself, else by its name.

The file is opened in a process of its own (`children.py`), and only its beginning is read. A workbook
that was handed out says both in a cell that everyone sees, one of a unit in its properties as well. Where
nothing says whose it is, the whole of it is read, for a unit to propose.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.records.relations import Naming, naming
from metrics.records.schema import NEVER, Column, Kind, Nature
from metrics.records.sheets.divisions import REGIONS
from sql.workbook.children import CHILDREN, ChildFailed, Children, Crowded
from sql.workbook.file_names import day_in, unit_in
from sql.workbook.guard import look_at
from sql.workbook.reading.origin import DATE_LABEL, UNIT_LABEL
from sql.workbook.reading.reader import Reader
from sql.workbook.reading.scalars import Fault, read_cell
from sql.workbook.refusals import ReadersBusy, WorkbookRefused

SECONDS = 10.0
_PROPOSED = "文件没有写明报送单位，各表的行政区划代码都是{}，请核对是否由该单位报送。"
FILE_NAME = "文件名"
_CODE = re.compile(r"(\d{6})(?!\d)")
_DAY = Column("as_of", DATE_LABEL, Kind.DATE, Nature.KEY)

Said = tuple[str, str, str]
"""A label, the text beside it, and where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Unit and data date of a file; null where nothing says, or where the file contradicts itself.

    `unit_from` and `as_of_from` name the place that said so, empty where the value is null. Where
    nothing does, `proposed` is the unit that every record belongs to: to be asked, never taken (null:
    none, or several).
    `doubts` are sentences for whoever sends the file: contradictions, and what could not be read.
    """

    unit: str | None = None
    as_of: date | None = None
    unit_from: str = ""
    as_of_from: str = ""
    proposed: str | None = None
    doubts: tuple[str, ...] = ()


def identity(
    content: bytes,
    file_name: str,
    *,
    names: Mapping[str, str] | None = None,
    children: Children = CHILDREN,
) -> Identity:
    """Return what a file says of itself, and where it is silent what its name says.

    `names` are the divisions that a name can mean, by code (null: all of the national list). Of a
    file that cannot be read only the name counts: why it cannot is told by its import.

    Raises:
        ReadersBusy: if too many files wait to be read.
    """
    said = _said(content, children)
    unit = _settled(UNIT_LABEL, said, unit_in(file_name, names))
    as_of = _settled(DATE_LABEL, said, day_in(file_name))
    silent = unit.value is None and not unit.doubts
    proposed = _only_division(content, Reader(children=children)) if silent else None
    asked = (_PROPOSED.format(proposed),) if proposed else ()
    return Identity(
        unit=unit.value if isinstance(unit.value, str) else None, unit_from=unit.where,
        as_of=as_of.value if isinstance(as_of.value, date) else None, as_of_from=as_of.where,
        proposed=proposed, doubts=(*unit.doubts, *asked, *as_of.doubts),
    )  # fmt: skip


def _said(content: bytes, children: Children) -> Sequence[Said]:
    try:
        look_at(content)
        reply, _ = children.ask("identify", {}, content, seconds=SECONDS)
    except Crowded as full:
        raise ReadersBusy(str(full)) from None
    except (WorkbookRefused, ChildFailed):
        return ()
    return [(label, text, where) for label, text, where in reply.get("said", ())]


def _only_division(content: bytes, reader: Reader) -> str | None:
    """Return the code that every record of a division has; null for several, or where none has any."""
    try:
        sheets = reader.read(content).sheets
    except WorkbookRefused:
        return None
    tables = [sheets[each.sheet.name].frame for each in naming("regions") if _owned(each, sheets)]
    codes = {code for table in tables for code in table["region"].drop_nulls()}
    return codes.pop() if len(codes) == 1 else None


def _owned(each: Naming, sheets: Collection[str]) -> bool:
    return each.sheet.name in sheets and "region" in each.sheet.schema and each.sheet is not REGIONS


@dataclass(frozen=True, slots=True)
class _Settled:
    """One of the two: its value (null: none, or contradicted), who said it, what is doubtful."""

    value: str | date | None
    where: str
    doubts: tuple[str, ...]


def _settled(label: str, said: Iterable[Said], by_name: str | date | None) -> _Settled:
    doubts, inside = list[str](), dict[str | date, str]()
    for _, text, where in (each for each in said if each[0] == label):
        value = _read(label, text)
        if value is None:
            doubts.append(f"{where}写的{label}“{text}”读不出来，{_WANTED[label]}。")
        else:
            inside.setdefault(value, where)
    if len(inside) > 1:
        places = "，".join(f"{where}为{value}" for value, where in inside.items())
        return _Settled(None, "", (*doubts, f"文件中的{label}不一致：{places}，请核对后选定。"))
    if not inside:
        return _Settled(by_name, FILE_NAME if by_name else "", tuple(doubts))
    value, where = next(iter(inside.items()))
    if by_name not in (None, value):
        doubts.append(
            f"{FILE_NAME}中的{label}为{by_name}，{where}为{value}，以文件内容为准，请核对。"
        )
    return _Settled(value, where, tuple(doubts))


_WANTED = {
    UNIT_LABEL: "应以6位行政区划代码开头",
    DATE_LABEL: "应为日期，如 2023-07-28",
}


def _read(label: str, text: str) -> str | date | None:
    if label == UNIT_LABEL:
        code = _CODE.match(text)
        return code[1] if code else None
    try:
        day = read_cell(text, _DAY, {})
    except Fault:
        return None
    return day if isinstance(day, date) and day != NEVER else None
