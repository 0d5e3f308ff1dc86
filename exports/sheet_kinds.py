"""The files a wide table is written as, by the ending of their names."""

from collections.abc import Callable, Mapping

from exports.excel import render as excel
from exports.papers.sheet_paper import SheetPaper
from exports.pdf import wide_pdf

RENDER: Mapping[str, Callable[[SheetPaper], bytes]] = {
    "xlsx": excel.render,
    "pdf": wide_pdf.render,
}
