"""Look at a stranger's file before any reader of spreadsheets does, with the standard library only.

What passes is a zip of bounded size whose parts are UTF-8 XML without declarations of entities,
and whose filled cells lie inside bounded rows and columns. What does not is refused with one
sentence. The reading itself still happens in a child process (`reader.py`): this file makes the
refusal polite, the child makes it safe.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from metrics.errors import UserError

MAX_FILE = 30 << 20
MAX_UNZIPPED = 600 << 20
MAX_ENTRIES = 2_000
MAX_ROWS = 200_000
MAX_COLUMNS = 200  # column GR
_PIECE = 4 << 20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".bin", ".ico")
_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_FAR_CELL = re.compile(rb'c r="((?:([A-Z]{3}|[H-Z][A-Z]|G[S-Z])\d+|[A-Z]+(\d{6,})))"[^>/]*>(?!</)')
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)

_SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再上传。"
_OTHER_KINDS = {
    "xl/workbook.bin": f"这是二进制工作簿（.xlsb），不能导入。{_SAVE_AS}",
    "content.xml": f"这是 ODF 表格（.ods），不能导入。{_SAVE_AS}",
    "word/document.xml": "这是 Word 文档，不是 Excel 工作簿，请上传报送工作簿（.xlsx）。",
    "ppt/presentation.xml": "这是演示文稿，不是 Excel 工作簿，请上传报送工作簿（.xlsx）。",
}


class WorkbookRefused(UserError):
    """The file cannot be taken as a workbook at all; the text says why and what to do."""

    exit_code = 28


def look_at_file(path: Path) -> None:
    """Refuse by size and first bytes, without opening the file as a zip.

    Raises:
        WorkbookRefused: for a missing, empty, too large, encrypted, old-format or foreign file.
    """
    if not path.is_file():
        raise WorkbookRefused(f"找不到文件“{path.name}”，请检查路径。")
    size = path.stat().st_size
    if size == 0:
        raise WorkbookRefused("文件是空的（0字节），请重新选择或重新下载后再上传。")
    if size > MAX_FILE:
        raise WorkbookRefused(
            f"文件有{-(-size >> 20)}MB，超过{MAX_FILE >> 20}MB的上限，"
            "请删去图片、多余的工作表或按县区拆分后再上传。"
        )
    with path.open("rb") as file:
        head = file.read(8)
    if head == _OLE:
        _refuse_old_container(path)
    if not head.startswith(b"PK"):
        raise WorkbookRefused(f"不是 Excel 工作簿（.xlsx），可能是改了扩展名的其他文件。{_SAVE_AS}")


def _refuse_old_container(path: Path) -> None:
    if _ENCRYPTED in path.read_bytes():
        raise WorkbookRefused("文件设有打开密码，请取消密码另存后再上传。")
    raise WorkbookRefused(f"这是旧格式的表格（.xls 或 .et），不能导入。{_SAVE_AS}")


def open_container(path: Path) -> zipfile.ZipFile:
    """Open the zip after checking its list of entries; nothing is unpacked yet.

    Raises:
        WorkbookRefused: if it is no zip, holds no workbook, too much, macros or doubled entries.
    """
    try:
        box = zipfile.ZipFile(path)
    except _BROKEN:
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
    if "xl/workbook.xml" not in names:
        raise WorkbookRefused(f"压缩包里没有工作簿，不是有效的 .xlsx 文件。{_SAVE_AS}")
    if len(entries) > MAX_ENTRIES or len({name.lower() for name in names}) < len(names):
        raise WorkbookRefused(f"文件内部结构异常（条目过多或重复），不能导入。{_SAVE_AS}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise WorkbookRefused("文件内容已加密，请取消密码另存后再上传。")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise WorkbookRefused(f"文件含有宏，为安全起见不能导入。{_SAVE_AS}")
    if sum(entry.file_size for entry in entries) > MAX_UNZIPPED:
        raise too_large()


def damaged() -> WorkbookRefused:
    """Say that the file is broken."""
    return WorkbookRefused(
        "文件不完整或已损坏（可能没有下载或上传完整），请用 Excel 或 WPS 打开检查并重新保存后再上传。"
    )


def too_large() -> WorkbookRefused:
    """Say that the unpacked file is out of proportion."""
    return WorkbookRefused(
        f"文件解压后超过{MAX_UNZIPPED >> 20}MB，远大于正常的报送工作簿，不能导入。"
        "请只保留有数据的单元格后再上传。"
    )


class Unpacking:
    """Unpack the parts of one file piece by piece, counting real bytes and checking each piece."""

    def __init__(self, box: zipfile.ZipFile) -> None:
        self._box = box
        self._left = MAX_UNZIPPED

    def part(self, name: str) -> bytes:
        """Return a whole checked part; empty if the file has none of this name."""
        if name not in self._box.namelist():
            return b""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces, each cut before a `<c `, so that no cell is torn.

        Raises:
            WorkbookRefused: if the part is damaged, too large, not plain UTF-8 XML, or far-flung.
        """
        is_xml = not name.lower().endswith(_MEDIA)
        first = True
        for piece in self._whole_cells(name):
            if is_xml and first:
                _check_encoding(piece)
            if is_xml:
                _check_piece(piece)
            first = False
            yield piece

    def _whole_cells(self, name: str) -> Iterator[bytes]:
        carried = b""
        for chunk in self._chunks(name):
            piece = carried + chunk
            cut = piece.rfind(b"<c ")
            cut = cut if cut > 0 and len(piece) - cut < _PIECE else len(piece)
            carried = piece[cut:]
            if cut:
                yield piece[:cut]
        if carried:
            yield carried

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._box.open(name) as file:
                while chunk := file.read(_PIECE):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise too_large()
                    yield chunk
        except (*_BROKEN, RuntimeError, KeyError):
            raise damaged() from None


def _check_encoding(start: bytes) -> None:
    """Refuse what is not UTF-8: in another encoding the search for DOCTYPE would see nothing."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    declared = _ENCODING.match(text[:400])
    plain = declared is None or declared[1].upper() in (b"UTF-8", b"US-ASCII", b"ASCII")
    if not text.startswith(b"<") or b"\x00" in start or not plain:
        raise WorkbookRefused(f"文件内部的文字编码异常，不能导入。{_SAVE_AS}")


def _check_piece(piece: bytes) -> None:
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
        raise WorkbookRefused(f"文件内含有外部实体声明，存在安全风险，不能导入。{_SAVE_AS}")
    for cell, column, row in _FAR_CELL.findall(piece):
        if column or int(row) > MAX_ROWS:
            raise far_flung(cell.decode()[:_LONGEST_ADDRESS])


_LONGEST_ADDRESS = len("XFD1048576")


def far_flung(cell: str = "") -> WorkbookRefused:
    """Say that cells lie outside what any reporting workbook needs; `cell` is one of them."""
    return WorkbookRefused(
        f"有单元格{f'（{cell}）' if cell else ''}超出第{MAX_ROWS}行或GR列，远超报送需要。"
        "请删除表格右侧和下方多余的内容（选中整行整列后删除）再上传。"
    )
