"""The foot by which a paper is proved: its digest, 核验码, and a QR code that tells both without a network."""

from typing import Any

from exports import qr_code
from exports.papers import sheet_paper
from exports.papers.document import Briefing, digest
from exports.papers.sheet_paper import DATA_DIGEST, DATED, RULES_DIGEST, SheetPaper
from exports.papers.words import lines, say
from metrics.sealing.paper_code import paper_code
from metrics.views.parts import numbers

SHORT = 12
"""Characters of the digest at the foot of every page."""


def code_of(briefing: Briefing) -> str:
    """Return the 核验码; empty of a paper without figures, and of a draft, which no register has."""
    return paper_code(digest(briefing)) if briefing.proof and not briefing.watermark else ""


def stamp(briefing: Briefing) -> dict[str, Any] | None:
    """Return what renderers draw: the line of each page, and on the last the code with its words.

    Null of a paper without figures; `qr` (SVG) and `message`, which it holds, are empty of a draft.
    """
    proof = briefing.proof
    if proof is None:
        return None
    code = code_of(briefing)
    told = {
        "code": code, "called": proof.called, "digest": proof.digest, "short": proof.digest[:SHORT],
        "place": proof.place_name, "place_code": proof.place, "dated": numbers.day(briefing.dated),
    }  # fmt: skip
    message = "\n".join(lines("stamp", "message", **told)) if code else ""
    words = lines("stamp", "words" if proof.registered else "place_words", **told)
    return {
        "line": say("stamp", "line", **told),
        "words": list(words) if code else [],
        "message": message,
        "qr": qr_code.drawing(message) if code else "",
        "alt": say("stamp", "alt"),
    }


def sheet_stamp(paper: SheetPaper) -> dict[str, Any] | None:
    """Return what renderers draw below the basis of a wide table, as `stamp` tells it; null without a code."""
    code, basis = sheet_paper.code_of(paper), dict(paper.basis)
    if not code:
        return None
    told = {
        "code": code, "dated": basis[DATED], "data": basis[DATA_DIGEST], "rules": basis[RULES_DIGEST],
        "scope": paper.basis[0][1],
    }  # fmt: skip
    message = "\n".join(lines("stamp", "sheet_message", **told))
    return {
        "words": list(lines("stamp", "sheet_words", **told)),
        "message": message,
        "qr": qr_code.drawing(message),
        "alt": say("stamp", "alt"),
    }
