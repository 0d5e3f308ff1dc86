"""What a paper is made from, chosen once for the screens and the command line.

Which data dates of the year come before, what it is compared with (上期), and whether it is told from
the ledger or from returns. Its number (期号) is the office's, who keeps it (`metrics.dispatch.issued`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from exports.papers import place_paper, returns_briefing, start_table, supervision_table
from exports.papers.briefing import compose
from exports.papers.document import REGISTER, Briefing, digest
from exports.papers.proof.manifest import proof_of, proof_of_returns
from exports.papers.proof.trace_annex import returns_annex
from exports.papers.sheet_paper import SheetPaper
from exports.papers.words import say
from metrics.access.told import ends_at
from metrics.changes.between_dates import compare
from metrics.changes.why_moved import WhyMoved
from metrics.dispatch.issued import Numbered, Paper
from metrics.dispatch.one_place.facts import book_of, place_of
from metrics.errors import RuleNotInForce, UnknownChoice
from metrics.progress.rates import has_ledger, ledger, told_from_ledger
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.reading import Records
from metrics.records.frames import Frames
from metrics.scope import Scope
from metrics.supervision.choice import Asked
from metrics.views.changes import why_words


class Sequel(NamedTuple):
    """What comes before a paper in its year: the data dates, oldest first.

    `before` is what it is compared with: the same question of the date before; null for the first
    of the year.
    """

    earlier: tuple[date, ...]
    before: Scope | None


def sequel_of(records: Records, scope: Scope) -> Sequel:
    """Place a scope's paper among the data dates of its year."""
    earlier = sorted(day for day in records.earlier(scope) if day.year == scope.as_of.year)
    before = scope.at(earlier[-1]) if earlier else None
    return Sequel(tuple(earlier), before)


def paper_of(records: Records, scope: Scope) -> Paper:
    """Say which briefing a scope asks for, to look up its number."""
    counted = len(sequel_of(records, scope).earlier) + 1
    return Paper(scope.place, scope.as_of, counted)


def briefing(
    records: Records,
    scope: Scope,
    numbered: Numbered,
    *,
    draft: bool,
    frozen: Frames | None = None,
) -> Briefing:
    """Compose the briefing of a scope under its number; other words than were first issued are a 重印.

    `frozen` are the records to tell of, by default those in force. A place without a ledger is told
    of from its returns. A draft (送审稿) is never a reprint, and does not tell where it was numbered.
    """
    made = composed(records, scope, number=numbered.number, draft=draft, frozen=frozen)
    return finished(made, numbered, draft=draft)


def finished(made: Briefing, numbered: Numbered, *, draft: bool) -> Briefing:
    """Tell of a composed briefing where it was numbered, and whether it is a 重印."""
    if numbered.entry and not draft:
        made = replace(made, basis=(*made.basis, (REGISTER, ends_at(numbered.entry))))
    if draft or not numbered.is_reprint(digest(made)):
        return made
    return replace(made, issue=say("masthead", "reprint", issue=numbered.number))


def composed(
    records: Records, scope: Scope, *, number: int, draft: bool, frozen: Frames | None = None
) -> Briefing:
    """Compose the briefing of a scope, whatever was issued of it; `frozen` as in `briefing`."""
    frames = records.frames(scope) if frozen is None else frozen
    sequel = sequel_of(records, scope)
    before = sequel.before
    if not has_ledger(frames, place=scope.place):
        made = returns_briefing.compose(
            frames, records.rules(scope), place=scope.place, issue=number, draft=draft,
            before=None if before is None else records.frames(before),
        )  # fmt: skip
        return _proved(made, records, scope, frames, frozen)
    return compose(
        evaluation=_judged(records, scope, frozen),
        before=None if before is None else records.evaluation(before),
        progress={**records.progress(scope, sequel.earlier), scope.as_of: ledger(frames)},
        library=records.library(),
        issue=number,
        draft=draft,
    )


def _proved(
    made: Briefing, records: Records, scope: Scope, frames: Frames, frozen: Frames | None
) -> Briefing:
    """Give a briefing of returns what it rests on, and the code of each figure where a standard was in force."""
    try:
        judged = _judged(records, scope, frozen)
    except RuleNotInForce:  # returns of before the standard: nothing was judged
        data_alone = proof_of_returns(frames, records.rules(scope), place=scope.place)
        return replace(made, proof=data_alone)
    below = frames.regions.filter(parent=scope.place)["region"].sort()
    annex = returns_annex(judged, (scope.place, *below))
    return replace(made, annexes=(*made.annexes, annex), proof=proof_of(judged, annex))


def _judged(records: Records, scope: Scope, frozen: Frames | None) -> Evaluation:
    if frozen is None:
        return records.evaluation(scope)
    return evaluate(frozen, records.rules(scope), scope.place)


def place_papers(
    records: Records, scope: Scope, *, day: date, regions: Sequence[str]
) -> list[Briefing]:
    """Compose the sheets of cities and counties of the scope's province (一地一页), told from a day on."""
    whole = records.whole(scope)
    before = next(iter(records.earlier(whole)), None)
    shared, rules = records.province(whole, before, day), records.rules(scope)
    orders, promises = records.orders(day, rules), records.promises(day, rules)
    why = None if before is None else _why(records, whole, before)
    told = (
        place_paper.Told(
            place_of(shared, region),
            book_of(shared, region, orders=orders, promises=promises),
            why_words.said(None if why is None else why.of(region)),
        )
        for region in regions
    )
    return place_paper.compose_all(told)


def _why(records: Records, scope: Scope, before: date) -> WhyMoved:
    """Return why scores and ranks of a scope's place moved since an earlier data date."""
    then, now = scope.at(before), scope
    held = compare(
        records.frames(then), records.frames(now), (records.rules(then), records.rules(now))
    )
    return WhyMoved(held, scope.place)


def supervision_paper(records: Records, scope: Scope, asked: Asked) -> SheetPaper:
    """Compose the table of projects; of a place told of from returns, that of regions.

    Raises:
        UnknownChoice: if rows of projects are asked for where there are none.
    """
    frames = records.frames(scope)
    if told_from_ledger(frames, place=scope.place):
        return supervision_table.compose(
            records.supervision(scope), records.rules(scope), place=scope.place, asked=asked
        )
    if asked != Asked():
        raise UnknownChoice("该范围没有项目台账，不能按灯色、环节、项目等筛选或排列。")
    before = sequel_of(records, scope).before
    earlier = None if before is None else records.frames(before)
    return start_table.published(frames, earlier, records.rules(scope), place=scope.place)
