"""The prints of an issued paper (印发记录) as people read them."""

from collections.abc import Mapping

from metrics.dispatch.issued import BRIEFING, Numbered, Verified
from metrics.sealing.paper_code import paper_code
from metrics.views.parts import numbers
from metrics.views.parts.cells import moment_column, text_column
from metrics.views.parts.table import DisplayTable, line

FIRST, COPY, REPRINT = "首次印发", "内容未变", "重印"
NOT_ISSUED = (
    "核验码{}没有印制记录：本系统没有印制过这份文件，或印制后改动过内容，请向出具单位核实。"
    "一地一页和督导一张表的核验码不登记：按纸面的范围和日期再次生成，核验码相同的内容即相同。"
)
"""What is said of a 核验码 that the register does not have."""
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


def verified(found: Verified, names: Mapping[str, str]) -> tuple[str, DisplayTable]:
    """Say which paper a 核验码 stands for, and list the prints with its words; `names` are those of divisions."""
    digest = found.prints[0].digest
    place = names.get(found.place, found.place)
    said = (
        f"核验码{paper_code(digest)}：{place}{BRIEFING}第{found.number}期"
        f"{'' if found.first else '（重印）'}，数据截止{numbers.long_day(found.data_date)}。"
        f"请核对纸面的期号、数据截止日期与此相同。"
    )
    columns = tuple(column for column in COLUMNS if column.name != "kind")
    lines = (line(columns, one._asdict(), key=str(at)) for at, one in enumerate(found.prints))
    return said, DisplayTable("印制记录", columns, tuple(lines))
