"""The files a wide table is written as, by the ending of their names."""

from collections.abc import Callable, Mapping

from exports import excel, wide_pdf
from exports.sheet_paper import SheetPaper

RENDER: Mapping[str, Callable[[SheetPaper], bytes]] = {
    "xlsx": excel.render,
    "pdf": wide_pdf.render,
}
