"""Look at a stranger's file before anything in it is read, with the standard library only.

What passes is a zip of bounded size whose parts are UTF-8 and declare no entities. What does not is
refused with one sentence. The reading itself happens in a child process (`child.py`): this
file makes the refusal polite, the child makes it safe.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from sql.workbook.other_files import old_container, plain_file
from sql.workbook.refusals import (
    MAX_ENTRIES,
    MAX_FILE,
    MAX_UNZIPPED,
    SAVE_AS,
    WorkbookRefused,
    damaged,
    declared_entity,
    too_large,
)

PIECE = 1 << 18

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XML = (".xml", ".rels", ".vml")
_LIKE_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff|\x00{1,3}<")
"""How XML begins, in UTF-8 or any wider encoding."""
_PICTURE = ".svg"  # XML as well, that may declare what it likes: nobody here reads it
_ENCODING = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding[ \t\r\n]*=[ \t\r\n]*["']([^"'>]{1,40})["']"""
)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")

_OTHER_KINDS = {
    "xl/workbook.bin": f"这是二进制工作簿（.xlsb），不能导入。{SAVE_AS}",
    "content.xml": f"这是 ODF 表格（.ods），不能导入。{SAVE_AS}",
    "word/document.xml": "这是 Word 文档，不是 Excel 工作簿，请上传报送工作簿（.xlsx）。",
    "ppt/presentation.xml": "这是演示文稿，不是 Excel 工作簿，请上传报送工作簿（.xlsx）。",
}


def content_of(path: Path) -> bytes:
    """Return what a file holds, if it is not too large to be looked at.

    Raises:
        WorkbookRefused: for a missing or too large file.
    """
    if not path.is_file():
        raise WorkbookRefused(f"找不到文件“{path.name}”，请检查路径。")
    _refuse_large(path.stat().st_size)
    return path.read_bytes()


def look_at(content: bytes) -> None:
    """Refuse by size and first bytes, without opening the file as a zip.

    Raises:
        WorkbookRefused: for an empty, too large, encrypted, old-format or foreign file.
    """
    if not content:
        raise WorkbookRefused("文件是空的（0字节），请重新选择或重新下载后再上传。")
    _refuse_large(len(content))
    if content.startswith(_OLE):
        _refuse_old_container(content)
    if not content.startswith(b"PK"):
        raise WorkbookRefused(plain_file(content))


def _refuse_large(size: int) -> None:
    if size > MAX_FILE:
        raise WorkbookRefused(
            f"文件有{-(-size >> 20)}MB，超过{MAX_FILE >> 20}MB的上限，"
            "请删去图片、多余的工作表或按县区拆分后再上传。"
        )


def _refuse_old_container(content: bytes) -> None:
    if _ENCRYPTED in content:
        raise WorkbookRefused("文件设有打开密码，请取消密码另存后再上传。")
    raise WorkbookRefused(old_container(content))


def open_container(content: bytes) -> zipfile.ZipFile:
    """Open the zip after checking its list of entries; nothing is unpacked yet.

    Raises:
        WorkbookRefused: if it is no zip, holds no workbook, too much, macros or doubled entries.
    """
    try:
        box = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN:
        raise damaged() from None
    try:
        _check_entries(box.infolist())
    except WorkbookRefused:
        box.close()
        raise
    return box


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    for part, sentence in _OTHER_KINDS.items():
        if part in names and "xl/workbook.xml" not in names:
            raise WorkbookRefused(sentence)
    if "_rels/.rels" not in names and "xl/workbook.xml" not in names:
        raise WorkbookRefused(f"压缩包里没有工作簿，不是有效的 .xlsx 文件。{SAVE_AS}")
    if len(entries) > MAX_ENTRIES or len({name.lower() for name in names}) < len(names):
        raise WorkbookRefused(f"文件内部结构异常（条目过多或重复），不能导入。{SAVE_AS}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise WorkbookRefused("文件内容已加密，请取消密码另存后再上传。")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise WorkbookRefused(f"文件含有宏，为安全起见不能导入。{SAVE_AS}")
    if sum(entry.file_size for entry in entries) > MAX_UNZIPPED:
        raise too_large()


class Unpacking:
    """Unpack the parts of one file piece by piece, counting real bytes and checking each piece."""

    def __init__(self, box: zipfile.ZipFile) -> None:
        self._box = box
        self._left = MAX_UNZIPPED
        self._names = {name.lower(): name for name in box.namelist()}
        self._seen = set[str]()

    def has(self, name: str) -> bool:
        """Say whether there is a part of this name, in upper or lower case."""
        return name.lower() in self._names

    def pieces(self, name: str) -> Iterator[bytes]:
        """Return a part in pieces.

        Raises:
            WorkbookRefused: if the part is missing, damaged, too large, or no plain UTF-8 XML.
        """
        if not self.has(name):
            raise damaged()
        self._seen.add(name.lower())
        return _checked(self._chunks(self._names[name.lower()]))

    def rest(self) -> None:
        """Walk through all parts not seen yet: all are bounded, and checked where they may be XML.

        Pictures, fonts and documents set into the workbook are not.
        """
        for name in sorted(self._names.keys() - self._seen):
            chunks = self._chunks(self._names[name])
            first = next(chunks, b"")
            whole = chain((first,), chunks)
            for _chunk in _checked(whole) if _may_be_xml(name, first) else whole:
                pass

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._box.open(name) as file:
                while chunk := file.read(PIECE):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise too_large()
                    yield chunk
        except (*BROKEN, RuntimeError, KeyError):
            raise damaged() from None


def _may_be_xml(name: str, start: bytes) -> bool:
    return name.endswith(_XML) or (
        not name.endswith(_PICTURE) and _LIKE_XML.match(start) is not None
    )


def _checked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Let plain UTF-8 without declarations through, also where one is cut in two."""
    before = None
    for chunk in chunks:
        if before is None:
            _check_encoding(chunk)
        seam = (before or b"") + chunk
        if any(declaration in seam for declaration in _DECLARATIONS):
            raise declared_entity()
        before = chunk[-len(_DECLARATIONS[0]) :]
        yield chunk


def _check_encoding(start: bytes) -> None:
    """Refuse what is not UTF-8: in another encoding the search for DOCTYPE would see nothing."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    declared = _ENCODING.match(text[:400])
    plain = declared is None or declared[1].upper() in (b"UTF-8", b"US-ASCII", b"ASCII")
    if not text.startswith(b"<") or b"\x00" in start or not plain:
        raise WorkbookRefused(f"文件内部的文字编码异常，不能导入。{SAVE_AS}")
