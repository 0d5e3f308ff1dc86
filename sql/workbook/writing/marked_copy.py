"""Give the officer's own workbook back with its problems shown, or the list of them alone.

The workbook is opened in a process of its own (`children.py`). Where that one cannot mark it in
reasonable time and memory, the list comes alone, with the reason; nobody waits for more.
"""

import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO

from metrics.records.findings import CellError
from sql.workbook.children import CHILDREN, Cause, ChildFailed, Children, Crowded
from sql.workbook.refusals import MAX_ENTRIES
from sql.workbook.writing.marks import MAX_LISTED, MAX_MARKS, told

MAX_FILE = 5 << 20
MAX_UNZIPPED = 60 << 20
MARK_SECONDS, SECONDS_A_MB = 20.0, 10.0
"""Of a processor; by the clock three times as much, for the list alone does as well."""
_BY_THE_CLOCK = 3.0
LIST_SECONDS = 60

_BY_LIST = "只附“错误清单”，请对照清单在原文件中修改。"
_WHY_ALONE = {
    Cause.SLOW: f"在原文件中标注超过{{seconds:g}}秒仍未完成，已停止，{_BY_LIST}",
    Cause.MEMORY: f"在原文件中标注所需的内存超出上限，{_BY_LIST}",
    Cause.BROKEN: f"原文件含有无法改写的内容，未能在其中标注，{_BY_LIST}",
    Cause.ENDED: f"标注程序意外中止，{_BY_LIST}",
}
_LARGE = (
    f"文件较大（超过{MAX_FILE >> 20}MB，或解压后超过{MAX_UNZIPPED >> 20}MB），"
    f"不在原文件中标注，{_BY_LIST}"
)
_NOT_OPENED = f"文件整体未通过检查，未在其中标注，{_BY_LIST}"
_NOTHING = "标注后的工作簿没有生成（检查的人较多或内存不足），请对照页面上的清单修改。"


@dataclass(frozen=True, slots=True)
class Marked:
    """The file to give back, null where not even the list could be made; `note` is for the officer.

    `whole` is false when it holds only the list.
    """

    content: bytes | None
    whole: bool
    note: str


def marked_copy(
    content: bytes, findings: Sequence[CellError], *, children: Children = CHILDREN
) -> Marked:
    """Return the workbook with its findings marked and listed.

    A file that was refused as a whole (code `file`) is not opened again: only the guard and the
    reading process ever saw it.
    """
    marks = {"marks": told(findings)}
    if any(finding.code == "file" for finding in findings):
        return _list_alone(marks, _NOT_OPENED, children)
    if not _is_small(content):
        return _list_alone(marks, _LARGE, children)
    seconds = MARK_SECONDS + SECONDS_A_MB * (len(content) >> 20)
    try:
        _, parts = children.ask("mark", marks, content, seconds=seconds, by_the_clock=_BY_THE_CLOCK)
    except ChildFailed as failure:
        return _list_alone(marks, _WHY_ALONE[failure.cause].format(seconds=seconds), children)
    except Crowded:
        return Marked(None, whole=False, note=_NOTHING)
    return Marked(parts[0], whole=True, note=_note(len(findings)))


def _list_alone(marks: dict[str, list[dict[str, str]]], note: str, children: Children) -> Marked:
    try:
        _, parts = children.ask("list", marks, seconds=LIST_SECONDS)
    except (ChildFailed, Crowded):
        return Marked(None, whole=False, note=_NOTHING)
    return Marked(parts[0], whole=False, note=note)


def _note(findings: int) -> str:
    if findings <= MAX_MARKS:
        shown, listed = "已在您上传的工作簿中标出问题单元格", "全部问题"
    else:
        shown = f"问题较多，已在您上传的工作簿中标出前{MAX_MARKS}处"
        listed = "全部问题" if findings <= MAX_LISTED else f"前{MAX_LISTED}处问题"
    return f"{shown}，首页“错误清单”列出{listed}，改好后可直接上传。"


def _is_small(content: bytes) -> bool:
    if len(content) > MAX_FILE:
        return False
    try:
        with closing(zipfile.ZipFile(BytesIO(content))) as box:
            entries = box.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return len(entries) <= MAX_ENTRIES and sum(e.file_size for e in entries) <= MAX_UNZIPPED
