"""Sheets of one page (一地一页) as PDF/A-2a: one paper, or many in one file, typeset in one run."""

from collections.abc import Sequence
from typing import Any

from exports.paper_log import logged
from exports.papers.document import Briefing
from exports.pdf.render import as_data, typeset_apart

SECONDS = 300
"""A hundred sheets take some ten seconds on a quiet machine."""


def render(papers: Sequence[Briefing]) -> bytes:
    """Return the papers in their order as one file, each on a sheet of its own.

    Raises:
        FontMissing: if a font that ships is not there.
        TypesettingFailed: for anything else.
    """

    title = "".join(papers[0].title) if len(papers) == 1 else papers[0].masthead

    def make() -> bytes:
        return typeset_apart(
            data(papers, title=title), dated=papers[0].dated, template="place", seconds=SECONDS
        )

    return logged(f"{title} {papers[0].day}", make)


def data(papers: Sequence[Briefing], *, title: str) -> dict[str, Any]:
    """Return all that the layout in `templates/place.typ` is told."""
    return told([as_data(paper) for paper in papers], title=title)


def told(papers: Sequence[dict[str, Any]], *, title: str) -> dict[str, Any]:
    """Return the same of papers that are written as data already."""
    return {"systemfonts": False, "title": title, "papers": list(papers)}
