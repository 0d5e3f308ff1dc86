"""The prints of an issued paper (印发记录) as people read them."""

from metrics.dispatch.issued import Numbered
from metrics.views.parts.cells import moment_column, text_column
from metrics.views.parts.table import DisplayTable, line

FIRST, COPY, REPRINT = "首次印发", "内容未变", "重印"
COLUMNS = (
    moment_column("at", "生成时间"),
    text_column("kind", "印次"),
    text_column("digest", "内容摘要"),
    text_column("file_sha256", "文件摘要（SHA-256）"),
)


def prints(numbered: Numbered) -> DisplayTable:
    """List the prints of a paper, the first one first; a reprint says other words than the first."""
    lines = tuple(
        line(COLUMNS, {**one._asdict(), "kind": _kind(numbered, place)}, key=str(place))
        for place, one in enumerate(numbered.prints)
    )
    return DisplayTable(f"第{numbered.number}期印发记录", COLUMNS, lines)


def _kind(numbered: Numbered, place: int) -> str:
    if not place:
        return FIRST
    return REPRINT if numbered.is_reprint(numbered.prints[place].digest) else COPY
