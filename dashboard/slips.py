"""The slip of correction (更正单) of a round as a paper; a door to `exports`."""

from dashboard import data, objection_book
from dashboard.objection_book import Corrected
from exports.papers.sealing import slip_paper
from exports.sheet_kinds import OFFICIAL, RENDER
from metrics.sealing.rounds import Round


def slip_file(one: Round, kind: str) -> bytes:
    """Return the slip of a round as "pdf", "docx" or "xlsx", with the records of all divisions.

    Raises:
        NotAllowed: if the visitor may not see and export the records of all divisions.
    """
    told = _told(objection_book.whole_slip(one))
    if kind == "xlsx":
        return RENDER[kind](slip_paper.compose_list(told))
    return OFFICIAL[kind](slip_paper.compose(told))


def result_words(told: Corrected) -> str:
    """Say in one sentence how much a correction moved."""
    return slip_paper.result_words(told.found)


def _told(told: Corrected) -> slip_paper.Told:
    return slip_paper.Told(*told, data.unit_names())
