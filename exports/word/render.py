"""Papers as Word (.docx): what the writer is told is what the PDF is typeset from, so both say the same.

Made in a process of its own like the PDF, whose typesetter draws its charts. The same paper gives
the same bytes; fonts are named in the file, not put into it.
"""

from collections.abc import Sequence

from exports.paper_log import logged
from exports.papers.document import Briefing
from exports.papers.sheet_paper import SheetPaper
from exports.pdf import wide_pdf
from exports.pdf.render import apart, as_data


def render(briefing: Briefing) -> bytes:
    """Return the paper as .docx; TypesettingFailed tells why it could not be made."""

    def make() -> bytes:
        return _made("official", {**as_data(briefing), "dated": briefing.dated.isoformat()})

    return logged(f"{briefing.masthead} {briefing.issue} {briefing.day}（Word）", make)


def render_sheet(paper: SheetPaper) -> bytes:
    """Return a wide table as .docx; TypesettingFailed tells why it could not be made."""

    def make() -> bytes:
        return _made("wide", {**wide_pdf.as_data(paper), "dated": paper.dated.isoformat()})

    return logged(f"{paper.name}（Word，{paper.dated}）", make)


def render_places(papers: Sequence[Briefing]) -> bytes:
    """Return sheets of one page in their order as one .docx, each in a section of its own."""
    first = papers[0]
    title = "".join(first.title) if len(papers) == 1 else f"{first.masthead}{len(papers)}份"
    data = [{**as_data(paper), "dated": paper.dated.isoformat()} for paper in papers]
    return logged(f"{title} {first.day}（Word）", lambda: _made("one_page", data))


def _made(kind: str, data: object) -> bytes:
    return apart("exports.word.writer", kind, value=data)
