"""Workbooks out of a zip (压缩包), in the process that opens strangers' files.

What comes out is bounded by real bytes, not by what the zip says of itself; names are those that
Windows, WPS and others write. Nothing is written to a folder, so that no name can be a path.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from sql.workbook.guard import BROKEN
from sql.workbook.refusals import MAX_FILE

MOST_FILES = 500
"""Workbooks taken from one zip, and in one go: every county of the largest province several times."""
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 << 20
_WINDOWS_NAMES = "gb18030"
"""What older packers on Chinese Windows write where a name is not marked as UTF-8."""
_TABLES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".csv")
_ARCHIVES = (".zip", ".rar", ".7z")
_SIDE_FILES = ("~$", "._", ".")
"""Names begin so of what Office and macOS leave beside an open workbook."""


class Member(NamedTuple):
    """One file of a zip: its name without folders, and its bytes or why there are none."""

    name: str
    content: bytes
    refusal: str


def unpack(_told: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return names, refusals and contents of the workbooks in a zip; or why it is not opened."""
    try:
        box = _opened(content)
    except (*BROKEN, UnicodeError):
        return {"refused": "压缩包不完整或已损坏，请重新压缩后再上传，或直接选择其中的工作簿。"}, []
    with box:
        entries = [entry for entry in box.infolist() if _is_workbook(entry)]
        if refusal := _objection(box, entries):
            return {"refused": refusal}, []
        members = list(_members(box, entries))
    told = [{"name": member.name, "refusal": member.refusal} for member in members]
    return {"members": told}, [member.content for member in members]


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(content), metadata_encoding=_WINDOWS_NAMES)
    except UnicodeDecodeError:
        return zipfile.ZipFile(BytesIO(content))


def _name(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename.replace("\\", "/")).name


def _is_workbook(entry: zipfile.ZipInfo) -> bool:
    name = _name(entry)
    return not entry.is_dir() and was_sent(name)


def was_sent(name: str) -> bool:
    """Say whether a file of a folder or zip is there to be imported.

    Tables of other formats and archives are: who sent one is told that it was not taken.
    """
    return name.lower().endswith((*_TABLES, *_ARCHIVES)) and not side_file(name)


def side_file(name: str) -> bool:
    """Say whether a file is what programmes leave beside a workbook, not one that was sent."""
    return name.startswith(_SIDE_FILES)


def _objection(box: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    if not entries:
        return "压缩包里没有工作簿（.xlsx），请核对后重新压缩。"
    if len(entries) > MOST_FILES or len(box.infolist()) > MOST_ENTRIES:
        return f"压缩包里的文件超过{MOST_FILES}个，请分成几个压缩包上传。"
    if any(entry.flag_bits & 1 for entry in entries):
        return "压缩包设有密码，请取消密码后重新压缩。"
    if sum(min(entry.file_size, MAX_FILE) for entry in entries) > MOST_UNPACKED:
        return f"压缩包解压后超过{MOST_UNPACKED >> 20}MB，请分成几个压缩包上传。"
    return ""


def _members(box: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[Member]:
    for entry in sorted(entries, key=lambda each: each.filename):
        name = _name(entry)
        if name.lower().endswith(_ARCHIVES):
            yield Member(name, b"", "压缩包里的压缩包不会打开，请解压后再导入其中的工作簿。")
            continue
        if entry.file_size > MAX_FILE:
            yield Member(name, b"", f"文件超过{MAX_FILE >> 20}MB的上限，请按县区拆分后再上传。")
            continue
        try:
            with box.open(entry) as file:
                yield Member(name, file.read(MAX_FILE), "")
        except (*BROKEN, RuntimeError):
            yield Member(name, b"", "压缩包里的这个文件不完整或已损坏，请重新压缩后再上传。")
