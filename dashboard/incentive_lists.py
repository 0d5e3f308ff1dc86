"""双清单 and 推荐激励名单 of a scope as papers; a door to `exports`."""

from datetime import date

from dashboard import data
from exports.papers.lists import double_paper, recommended_paper
from exports.papers.lists.recommended_paper import Public
from exports.sheet_kinds import OFFICIAL, RENDER
from metrics.packs.pack import pack_for_place
from metrics.rating.rule_keys import OBJECTION_WINDOW
from metrics.scope import Scope
from metrics.views.lists.list_words import codes_of


def double_file(scope: Scope, level: str, kind: str) -> bytes:
    """Return both lists of a level as "xlsx", "docx" or "pdf"."""
    return RENDER[kind](double_paper.compose(data.list_source(scope), level))


def evidence_file(scope: Scope, level: str, kind: str) -> bytes:
    """Return what puts the regions of a level on the lists, with numerator, denominator and trace code."""
    source = data.list_source(scope)
    return RENDER[kind](double_paper.compose_evidence(source, level, codes_of(source)))


def conditions_file(scope: Scope, level: str, number: int | None, kind: str) -> bytes:
    """Return every region of a level with each condition of 推荐激励."""
    told = data.recommended_told(scope, level, number)
    return RENDER[kind](double_paper.compose_conditions(data.list_source(scope), told))


def public_file(
    scope: Scope, level: str, number: int | None, published: date | None, kind: str
) -> bytes:
    """Return 推荐激励名单 for 公示 as "pdf" or "docx"; the window is that of the day it is published on."""
    source, told = data.list_source(scope), data.recommended_told(scope, level, number)
    window = pack_for_place(scope.place).on(published or scope.as_of).rule(OBJECTION_WINDOW)
    return OFFICIAL[kind](recommended_paper.compose(Public(source, told, window, published)))
