"""What a file is that is no Excel workbook, told by its first bytes: officers send what they have."""

from sql.workbook.refusals import SAVE_AS

_BEGINNINGS = (
    (b"%PDF", "这是 PDF 文件，不是 Excel 工作簿，请上传报送工作簿（.xlsx）。"),
    (b"\x89PNG", "这是图片，不是 Excel 工作簿，请上传报送工作簿（.xlsx）。"),
    (b"\xff\xd8\xff", "这是图片，不是 Excel 工作簿，请上传报送工作簿（.xlsx）。"),
    (b"Rar!", "这是压缩包（.rar），请解压后上传其中的工作簿（.xlsx）。"),
    (b"7z\xbc\xaf", "这是压缩包（.7z），请解压后上传其中的工作簿（.xlsx）。"),
    (b"{\\rtf", "这是 RTF 文档，不是 Excel 工作簿，请上传报送工作簿（.xlsx）。"),
)
_OLE_KINDS = (
    ("WordDocument", "这是 Word 文档，不是 Excel 工作簿，请上传报送工作簿（.xlsx）。"),
    ("PowerPoint Document", "这是演示文稿，不是 Excel 工作簿，请上传报送工作簿（.xlsx）。"),
)
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"mime-version")
_ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")


def plain_file(content: bytes) -> str:
    """Say what a file is that is neither a zip nor of Microsoft's old container."""
    for beginning, sentence in _BEGINNINGS:
        if content.startswith(beginning):
            return sentence
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.lower().startswith(_MARKUP):
        return f"这是网页或 XML 格式的表格（扩展名可能是 .xls），不能导入。{SAVE_AS}"
    if _is_text(content[:4096]):
        return f"这是文本文件（.csv 或 .txt），不能导入。{SAVE_AS}"
    return f"不是 Excel 工作簿（.xlsx），可能是改了扩展名的其他文件。{SAVE_AS}"


def old_container(content: bytes) -> str:
    """Say what a file in the old container is: mostly a workbook of .xls or .et."""
    for part, sentence in _OLE_KINDS:
        if part.encode("utf-16-le") in content:
            return sentence
    return f"这是旧格式的表格（.xls 或 .et），不能导入。{SAVE_AS}"


def _is_text(start: bytes) -> bool:
    return any(_reads_as(start, encoding) for encoding in _ENCODINGS)


def _reads_as(start: bytes, encoding: str) -> bool:
    # The last letter may be cut in two.
    for end in range(len(start), max(len(start) - 4, 0), -1):
        try:
            text = start[:end].decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(c.isprintable() or c in "\t\r\n" for c in text) and any(
            c in ",\t\n" for c in text
        )
    return False
