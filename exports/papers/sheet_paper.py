"""A wide table for paper and Excel: the table as the screen shows it, and what it rests on."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from exports.papers.document import ROUND, digest_of
from metrics.records.digest import data_digest
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.sealing.paper_code import paper_code
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.tracing.codes import TracedCell
from metrics.views.tracing.trace_words import PAPER_CODE

WORDS = ("依据", "内容")
LEAD = 4
"""So many first entries of the basis stand under the title."""
DIGEST = 12
"""Characters of a digest that tell two papers apart at the foot of a page."""
DATED, RULES, RULES_DIGEST, DATA_DIGEST = "数据截止日期", "参数规则", "规则摘要", "数据摘要"


class SheetPaper(NamedTuple):
    """One table with its basis; `frozen` first columns repeat on every sheet of paper.

    `parts` says after which columns a sheet of paper ends, so that no column is too narrow to read.
    `name` is the worksheet's and the file's, `mark` is printed on every page, `roomy` is the column
    whose texts get most of the sheet. `traced` are the cells that are figures, for the sheet 溯源 of Excel. A `draft`
    (送审稿) has no 核验码.
    """

    name: str
    table: DisplayTable
    basis: tuple[tuple[str, str], ...]
    dated: date
    frozen: int
    parts: tuple[int, ...]
    size: Literal["a3", "a4"]
    mark: str = ""
    roomy: str = ""
    traced: tuple[TracedCell, ...] = ()
    draft: bool = False


def basis(
    frames: Frames, rules: RulePack, *, scope: str, asked: str, counted: tuple[str, str]
) -> tuple[tuple[str, str], ...]:
    """Tell what a table rests on: whom and when it is about, what was asked, data and rules."""
    return (
        ("范围", scope),
        (DATED, numbers.day(frames.as_of)),
        ("筛选条件", asked),
        counted,
        (RULES, f"{rules.title}，{numbers.day(rules.day)}有效"),
        (RULES_DIGEST, rules.digest),
        (DATA_DIGEST, data_digest(frames)),
    )


def lead(paper: SheetPaper) -> str:
    """Write the line under the title."""
    return "　　".join(f"{label}：{text}" for label, text in paper.basis[:LEAD])


def foot(paper: SheetPaper) -> tuple[str, str]:
    """Write the left and the right end of every page's last line; its number stands between."""
    entries = dict(paper.basis)
    if RULES not in entries:  # no figures: nothing was judged
        first, *_, last = paper.basis
        return "：".join(first), last[1]
    left = f"{DATED}：{entries[DATED]}　{RULES}：{entries[RULES]}"
    digests = (f"{name}{entries[name][:DIGEST]}" for name in (RULES_DIGEST, DATA_DIGEST))
    code = code_of(paper)
    return left, "　".join((*digests, *((f"{PAPER_CODE}{code}",) if code else ())))


def code_of(paper: SheetPaper) -> str:
    """Return the 核验码, the same in every format; empty of a paper without figures, and of a draft."""
    if paper.draft or RULES not in dict(paper.basis):
        return ""
    kept = tuple(entry for entry in paper.basis if entry[0] != ROUND)
    return paper_code(digest_of((*texts(paper._replace(basis=kept)), ("标记", paper.mark))))


def texts(paper: SheetPaper) -> Iterator[tuple[str, str]]:
    """Yield every text that is printed, and where it stands."""
    table = paper.table
    yield "标题", table.title
    yield "注", table.note
    for label, text in paper.basis:
        yield "依据", label + text
    for column in table.columns:
        for text in column.headings:
            yield "表头", text
    for line in table.lines:
        for column, cell in zip(table.columns, line.cells, strict=True):
            yield f"“{column.label}”列", cell.text
