"""Files handed in with an objection (异议材料): of a few kinds, told by their content, kept to the byte."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from metrics.errors import UnknownChoice
from sql.dispatch.journal import EntryRefused, line
from sql.models.sealed import OBJECTION_FILES
from sql.workbook.originals import Original, OriginalDamaged, pack, unpack

MOST_FILES, MOST_BYTES = 5, 10 << 20
"""So many files come with an objection, each of so many bytes at most."""
_F = OBJECTION_FILES.c


class Handed(NamedTuple):
    """A file as it is handed in."""

    name: str
    content: bytes


def _office(part: str) -> Callable[[bytes], bool]:
    """Tell a workbook or text of Office 2007 and later, without macros."""

    def told(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, ValueError, OSError):
            return False
        return part in names and not any(name.lower().endswith("vbaproject.bin") for name in names)

    return told


def _older(*streams: str) -> Callable[[bytes], bool]:
    """Tell a file of Office 97 to 2003 by what it holds."""
    begins, held = bytes.fromhex("D0CF11E0A1B11AE1"), [name.encode("utf-16-le") for name in streams]
    return lambda content: content.startswith(begins) and any(name in content for name in held)


def _begins(sign: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(sign)


KINDS: Mapping[str, Callable[[bytes], bool]] = {
    "pdf": _begins(b"%PDF-"),
    "jpg": _begins(b"\xff\xd8\xff"),
    "jpeg": _begins(b"\xff\xd8\xff"),
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "xlsx": _office("xl/workbook.xml"),
    "docx": _office("word/document.xml"),
    "xls": _older("Workbook", "Book"),
    "doc": _older("WordDocument"),
}
"""How each kind of file is told by what it holds."""
_TAKEN = "PDF、JPG、PNG图片和Word、Excel文件"


def checked(files: Sequence[Handed]) -> list[tuple[str, Original]]:
    """Return the files, packed, each with its name.

    Raises:
        EntryRefused: if there are too many, one is too large, empty, of another kind, not what its name
            says, or holds macros.
    """
    if len(files) > MOST_FILES:
        raise EntryRefused(f"每件异议最多附{MOST_FILES}份材料，现有{len(files)}份，请合并后再交。")
    return [_checked(one) for one in files]


def _checked(one: Handed) -> tuple[str, Original]:
    name = line(one.name.replace("\\", "/").rpartition("/")[2], "材料名称", longest=120)
    if not one.content:
        raise EntryRefused(f"“{name}”是空文件，请检查后重新选择。")
    if len(one.content) > MOST_BYTES:
        raise EntryRefused(f"“{name}”超过{MOST_BYTES >> 20}MB，请压缩或拆分后再交。")
    told = KINDS.get(name.rpartition(".")[2].lower() if "." in name else "")
    if told is None:
        raise EntryRefused(f"“{name}”不是可以提交的文件：只收{_TAKEN}。")
    if not told(one.content):
        raise EntryRefused(
            f"“{name}”的内容与文件名不符，或含有宏，不能提交：请用原程序另存后重新选择。"
        )
    return name, pack(one.content)


def keep(session: Session, objection: int, files: Sequence[tuple[str, Original]]) -> None:
    """Keep the files of an objection, inside the transaction that writes it."""
    rows = [
        {"objection": objection, "name": name, "sha256": one.sha256, "size": one.size,
         "packed": one.packed}
        for name, one in files
    ]  # fmt: skip
    if rows:
        session.execute(insert(OBJECTION_FILES), rows)


def content(session: Session, number: int) -> bytes:
    """Return a file as it was handed in.

    Raises:
        UnknownChoice: if there is none of this number.
        OriginalDamaged: if what is kept is not what was handed in.
    """
    row = session.execute(select(_F.name, _F.sha256, _F.size, _F.packed).where(_F.id == number))
    kept = row.first()
    if kept is None:
        raise UnknownChoice(f"没有编号为{number}的异议材料。")
    try:
        return unpack(Original(kept.sha256, kept.size, kept.packed))
    except OriginalDamaged:
        raise OriginalDamaged(
            f"异议材料“{kept.name}”已损坏，与提交时不一致，请从较早的备份中取回。"
        ) from None
