"""What a paper is made from, chosen once for the screens and the command line.

Which data dates of the year come before, which issue (期号) this is, what it is compared with (上期),
and whether it is told from the ledger or from returns.
"""

from datetime import date
from typing import NamedTuple

from exports.papers import returns_briefing, start_table, supervision_table
from exports.papers.briefing import compose
from exports.papers.document import Briefing
from exports.papers.sheet_paper import SheetPaper
from metrics.errors import UnknownChoice
from metrics.packs.pack import rules_of
from metrics.progress.rates import has_ledger, ledger, told_from_ledger
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.reading import Records
from metrics.records.frames import Frames
from metrics.scope import Scope
from metrics.supervision.choice import Asked


class Issue(NamedTuple):
    """The place of a paper in its year: `number` (期号) and the data dates before it, oldest first.

    `before` is what it is compared with: the same question of the date before; null for the first
    of the year.
    """

    number: int
    earlier: tuple[date, ...]
    before: Scope | None


def issue_of(records: Records, scope: Scope) -> Issue:
    """Number a scope's paper among the data dates of its year."""
    earlier = sorted(day for day in records.earlier(scope) if day.year == scope.as_of.year)
    before = scope.at(earlier[-1]) if earlier else None
    return Issue(len(earlier) + 1, tuple(earlier), before)


def briefing(
    records: Records,
    scope: Scope,
    *,
    draft: bool,
    number: int | None = None,
    frozen: Frames | None = None,
) -> Briefing:
    """Compose the briefing of a scope; `number` is the issue where somebody says another.

    `frozen` are the records to tell of, by default those in force. A place without a ledger is told
    of from its returns.
    """
    frames = records.frames(scope) if frozen is None else frozen
    issue = issue_of(records, scope)
    before = issue.before
    if not has_ledger(frames, place=scope.place):
        return returns_briefing.compose(
            frames, rules_of(scope), place=scope.place, issue=number or issue.number, draft=draft,
            before=None if before is None else records.frames(before),
        )  # fmt: skip
    return compose(
        evaluation=_judged(records, scope, frozen),
        before=None if before is None else records.evaluation(before),
        progress={**records.progress(scope, issue.earlier), scope.as_of: ledger(frames)},
        library=records.library(),
        issue=number or issue.number,
        draft=draft,
    )


def _judged(records: Records, scope: Scope, frozen: Frames | None) -> Evaluation:
    if frozen is None:
        return records.evaluation(scope)
    return evaluate(frozen, rules_of(scope), scope.place)


def supervision_paper(records: Records, scope: Scope, asked: Asked) -> SheetPaper:
    """Compose the table of projects; of a place told of from returns, that of regions.

    Raises:
        UnknownChoice: if rows of projects are asked for where there are none.
    """
    frames = records.frames(scope)
    if told_from_ledger(frames, place=scope.place):
        return supervision_table.compose(
            records.supervision(scope), rules_of(scope), place=scope.place, asked=asked
        )
    if asked != Asked():
        raise UnknownChoice("该范围没有项目台账，不能按灯色、环节、项目等筛选或排列。")
    before = issue_of(records, scope).before
    earlier = None if before is None else records.frames(before)
    return start_table.published(frames, earlier, rules_of(scope), place=scope.place)
