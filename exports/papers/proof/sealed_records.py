"""The records that papers of a sealed round (封账轮次) are made from: a seal, and the seal it is compared with.

Nothing else is read, so that whoever has the files makes the same paper without a database: no case, no
contact, no order, and no data date that was not sealed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from exports.papers.document import ROUND, Briefing, Paragraph
from exports.papers.gathering import composed, finished, sequel_of
from exports.papers.sheet_paper import SheetPaper
from exports.papers.words import say
from metrics.dispatch import standing
from metrics.dispatch.cases import Library
from metrics.dispatch.issued import Numbered
from metrics.dispatch.standing import ORDER_EVENTS, ORDERED, PROMISE_EVENTS, PROMISED
from metrics.errors import NothingReported, UnknownChoice
from metrics.rating.evaluation import Evaluation
from metrics.reading import Records
from metrics.records.frames import Frames
from metrics.records.given.tables import Given
from metrics.records.reports import Submission
from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder
from metrics.reporting.standing import Reporting
from metrics.rules.value import RulePack, Rules
from metrics.scope import Scope
from metrics.sealing.rounds import Round, State
from metrics.sealing.seal import Seal

NOT_SEALED = "{}不在封账范围内，截至{}的请在系统中查看。"


class SealedRecords(Records):
    """What a seal holds, with that of an earlier data date (null: nothing is compared)."""

    def __init__(self, sealed: Seal, before: Seal | None = None) -> None:
        """Answer from one or two seals.

        Raises UnknownChoice where the earlier one is not earlier or of another year, and for one by a score
        sheet (考核细则): what is told of is the 36 measures.
        """
        for each in (sealed, before):
            if each is not None and each.standard.source:
                raise UnknownChoice(
                    f"工作简报按衡量标准编制，这次封账按《{each.standard.called}》评价，不能据以编制简报："
                    "请改选按衡量标准封账的轮次或文件，考核得分在“考核细则评价”页下载。"
                )
        if before is not None and not (
            before.scope.as_of < sealed.scope.as_of and before.scope.year == sealed.scope.year
        ):
            raise UnknownChoice("用来比较的封账文件应为同一年度、数据截止日期更早的评价。")
        self.sealed, self.before = sealed, before
        self._seals = {each.scope.as_of: each for each in (before, sealed) if each is not None}

    def scope(self, place: str | None) -> Scope:
        """Return the question of a place inside (null: the whole); UnknownChoice if it is not told of."""
        own = self.sealed.scope
        if place is None:
            return own
        if place not in self.sealed.evaluation().regions["region"]:
            raise UnknownChoice(f"{place}不在封账的范围（{own.place}）内。")
        return own._replace(place=place)

    def sent(self) -> Sequence[tuple[str, date]]:
        """Return unit and data date of what stood when it was sealed."""
        return list(self.sealed.frames.reporting.select("unit", "data_date").iter_rows())

    def submissions(self) -> Sequence[Submission]:
        """Return none: a seal tells of records."""
        return ()

    def divisions(self, as_of: date) -> pl.DataFrame:
        """Return 区划 of a data date."""
        return self._seals[as_of].frames.regions

    def reported(
        self, days: Collection[date], *, year: int, sheets: Collection[str] | None = None
    ) -> Mapping[date, Frames]:
        """Return the records of the sealed data dates, of all sheets."""
        del year, sheets
        return {day: self._seals[day].frames for day in sorted(days)}

    def contacts(self) -> Sequence[Contact]:
        """Return none."""
        return ()

    def reminders(self) -> Sequence[Reminder]:
        """Return none."""
        return ()

    def library(self) -> Library:
        """Return none: cases are not sealed."""
        return Library()

    def orders(self, day: date, rules: Rules) -> pl.DataFrame:
        """Return none: orders are not sealed, and a paper of a seal says so."""
        given, happened = (pl.DataFrame(schema=each) for each in (ORDERED, ORDER_EVENTS))
        return standing.orders(given, happened, as_of=day, rules=rules)

    def promises(self, day: date, rules: Rules) -> pl.DataFrame:
        """Return none: promises are not sealed."""
        made, happened = (pl.DataFrame(schema=each) for each in (PROMISED, PROMISE_EVENTS))
        return standing.promises(made, happened, as_of=day, rules=rules)

    def standing(self, scope: Scope, day: date) -> Reporting:
        """Refuse: who has reported is not sealed."""
        del scope
        raise NothingReported(NOT_SEALED.format("报送情况", day))

    def whole(self, scope: Scope) -> Scope:
        """Return the question of the sealed place: nobody is ranked beyond it."""
        return scope._replace(place=self.sealed.scope.place)

    def given(self, sheet: str, year: int) -> Given:
        """Return the targets and hand scores that were sealed; UnknownChoice for those of another sheet or year."""
        own = self.sealed
        if (sheet, year) != (own.standard.code, own.scope.year):
            raise UnknownChoice(f"封账的是{own.standard.document}的{own.scope.year}年度评价。")
        return own.frames.given

    def rules(self, scope: Scope) -> RulePack:
        """Return the rules by which the scope's data date was judged."""
        return self._seals[scope.as_of].rules

    def evaluation(self, scope: Scope) -> Evaluation:
        """Return the evaluation of a place inside."""
        return self._seals[scope.as_of].evaluation_of(scope.place)

    def dates(self, place: str, as_of: date) -> tuple[date, ...]:
        """Return the sealed data dates on which there was such a place, newest first."""
        told = (
            day for day, each in self._seals.items()
            if day <= as_of and place in each.evaluation().regions["region"]
        )  # fmt: skip
        return tuple(sorted(told, reverse=True))


def sealed_briefing(
    records: SealedRecords,
    scope: Scope,
    numbered: Numbered,
    *,
    draft: bool,
    told: Round | None = None,
) -> Briefing:
    """Compose the briefing of a sealed evaluation; `told` is its round in the register (null: a file alone).

    A round that is no more or not yet published is printed as a draft (送审稿), whatever was asked.
    """
    draft = draft or (told is not None and not is_final(told))
    made = composed(records, scope, number=numbered.number, draft=draft)
    sealed, compared = records.sealed, sequel_of(records, scope).before is not None
    before = records.before if compared else None
    entries = [
        ("封账", say("sealed", "seal", sealed=sealed)),
        ("比较", say("sealed", "before", before=before)),
    ]
    if told is not None:
        entries.append((ROUND, _called(told)))
    assert made.proof is not None  # noqa: S101 - every briefing has one
    proof = made.proof._replace(digest=sealed.digest, judged=True)
    proved = replace(made, basis=(*made.basis, *entries), proof=proof)
    return finished(proved, numbered, draft=draft)


def sealed_place(paper: Briefing, told: Round | None) -> Briefing:
    """Say of a sheet of one page (一地一页) what it is told from; one that is not final is a draft (送审稿)."""
    basis = paper.basis if told is None else (*paper.basis, (ROUND, _called(told)))
    blocks = (*paper.blocks, Paragraph(say("place", "sealed")))
    draft = say("masthead", "draft") if told is None or not is_final(told) else ""
    return replace(paper, basis=basis, blocks=blocks, watermark=draft)


def sealed_sheet(paper: SheetPaper, sealed: Seal, told: Round | None) -> SheetPaper:
    """Say of a wide table what it is told from; one that is not final is a draft (送审稿)."""
    entries = [("封账", say("sealed", "seal", sealed=sealed))]
    if told is not None:
        entries.append((ROUND, _called(told)))
    draft = told is None or not is_final(told)
    mark = "　".join(filter(None, (paper.mark, say("masthead", "draft") if draft else "")))
    return paper._replace(basis=(*paper.basis, *entries), mark=mark, draft=draft)


def _called(told: Round) -> str:
    return say("sealed", "round", told=told)


def is_final(told: Round) -> bool:
    """Say whether papers of a round may be issued: it is published or final, and no other corrects it."""
    return told.state in (State.PUBLISHED, State.FINAL)
