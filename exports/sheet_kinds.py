"""The files a paper is written as, by the ending of their names."""

from collections.abc import Callable, Mapping, Sequence

from exports.excel import render as excel
from exports.papers.document import Briefing
from exports.papers.sheet_paper import SheetPaper
from exports.pdf import one_page, wide_pdf
from exports.pdf import render as pdf
from exports.word import render as word

RENDER: Mapping[str, Callable[[SheetPaper], bytes]] = {
    "xlsx": excel.render,
    "docx": word.render_sheet,
    "pdf": wide_pdf.render,
}
"""A wide table."""
OFFICIAL: Mapping[str, Callable[[Briefing], bytes]] = {
    "pdf": pdf.render,
    "docx": word.render,
}
"""A paper in the official layout (公文)."""
BOUND: Mapping[str, Callable[[Sequence[Briefing]], bytes]] = {
    "pdf": one_page.render,
    "docx": word.render_places,
}
"""Sheets of cities and counties (一地一页), each on a page, in one file."""


def kind_of(name: str) -> str:
    """Return the kind that a file's name ends in: "docx" of 简报.docx."""
    return name.rpartition(".")[2].lower()
