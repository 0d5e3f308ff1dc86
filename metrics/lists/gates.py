"""推荐条件: what each region fulfils of the conditions of 推荐激励, what it does not, and what is not known."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from metrics.errors import RulePackInvalid
from metrics.lists.double_list import double_list, on
from metrics.lists.rule_keys import GATES, INCENTIVE, NEGATIVE
from metrics.lists.rule_keys import Gates as Asked
from metrics.lists.satisfaction import Satisfied, satisfaction
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.rating.scoring import breaches, vetoes
from metrics.rules.value import RulePack

AUDITED = "A10.1"
"""The measure of issues of 审计 and 国务院大督查 that are due or closed."""


class Gate(StrEnum):
    """One condition; the value is what officers read."""

    RANKED = "参加主排名"
    VETO = "没有一票否决"
    BREACHES = "底线不达标条数"
    GRADE = "等次"
    NEGATIVE = "负面清单条数"
    INCENTIVE = "激励清单条数"
    SATISFIED = "群众满意率"
    AUDITS = "审计督查问题"


Found = str | int | tuple[int, int] | None
"""What was found: a word, a number, or part and whole; null where there is nothing."""


class Outcome(NamedTuple):
    """One condition in a region: passed, not passed, or null for not known; one that does not apply is passed."""

    gate: Gate
    passed: bool | None
    found: Found
    applies: bool = True


class Candidate(NamedTuple):
    """A region with what it fulfils; score in hundredths of a point, null as `told_scores` has it."""

    region: str
    level: str
    rank: int | None
    score: int | None
    grade: str | None
    planned: int
    breached: int
    entries: int
    satisfied: Fraction | None
    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The conditions that it does not fulfil."""
        return tuple(each for each in self.outcomes if each.passed is False)

    @property
    def unsure(self) -> tuple[Outcome, ...]:
        """The conditions of which that is not known."""
        return tuple(each for each in self.outcomes if each.passed is None)


class _Of(NamedTuple):
    """What is known of one region."""

    score: Mapping[str, Any]
    negative: tuple[int, int]
    incentive: tuple[int, int]
    satisfied: Satisfied | None
    vetoes: Mapping[str, Any]
    breaches: tuple[int, int]
    audits: Mapping[str, Any] | None


def candidates(evaluation: Evaluation, rules: RulePack, level: str) -> tuple[Candidate, ...]:
    """Return the regions of a level by code, each with every condition that is asked; `rules` hold them.

    Raises as `double_list`, and RulePackInvalid where the lowest grade is none of those in force.
    """
    asked: Asked = rules[GATES]
    order = [band.grade for band in evaluation.rules["grade_bands"]]
    if asked.grade is not None and asked.grade not in order:
        raise RulePackInvalid(
            f"参数“{rules.rule(GATES).label}”的等次“{asked.grade}”不是等次分数段中的等次"
            f"（{'、'.join(order)}），请更正。"
        )
    told = _told(evaluation, rules, level)
    return tuple(_candidate(each, asked, order) for each in told)


def _told(evaluation: Evaluation, rules: RulePack, level: str) -> Iterator[_Of]:
    findings, answers = double_list(evaluation, rules), satisfaction(evaluation)
    barred = _by_region(vetoes(evaluation.counts, evaluation.rules).to_dicts())
    breached = _by_region(breaches(evaluation.counts, evaluation.standard).to_dicts())
    audits = _by_region(evaluation.counts.filter(measure=AUDITED).to_dicts())
    for row in told_scores(evaluation).filter(level=level).sort("region").iter_rows(named=True):
        region, none = row["region"], {"breaches": 0, "breaches_at_worst": 0}
        number = breached.get(region, none)
        yield _Of(
            row, on(findings[region], NEGATIVE), on(findings[region], INCENTIVE), answers.get(region),
            barred.get(region, {"barred": False, "barred_at_worst": False, "vetoes": []}),
            (number["breaches"], number["breaches_at_worst"]), audits.get(region),
        )  # fmt: skip


def _by_region(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["region"]: row for row in rows}


def _candidate(of: _Of, asked: Asked, order: list[str]) -> Candidate:
    row = of.score
    return Candidate(
        region=row["region"], level=row["level"], rank=row["rank"], score=row["score"],
        grade=row["grade"], planned=row["planned"], breached=of.breaches[0], entries=of.incentive[0],
        satisfied=of.satisfied.share if of.satisfied else None,
        outcomes=tuple(_outcomes(of, asked, order)),
    )  # fmt: skip


def _outcomes(of: _Of, asked: Asked, order: list[str]) -> Iterator[Outcome]:
    row = of.score
    yield Outcome(Gate.RANKED, _ranked(row), row["unheard"] or row["group"])
    if asked.veto:
        barred, maybe = of.vetoes["barred"], of.vetoes["barred_at_worst"]
        words = "、".join(of.vetoes["vetoes"])
        yield Outcome(Gate.VETO, False if barred else None if maybe else True, words)
    if asked.breaches is not None:
        yield Outcome(Gate.BREACHES, _at_most(*of.breaches, asked.breaches), of.breaches[0])
    if asked.grade is not None:
        grade = row["grade"]
        good = None if grade is None else order.index(grade) <= order.index(asked.grade)
        yield Outcome(Gate.GRADE, good, grade)
    if asked.negative is not None:
        listed, unsure = of.negative
        yield Outcome(Gate.NEGATIVE, _at_most(listed, listed + unsure, asked.negative), listed)
    if asked.incentive is not None:
        listed, unsure = of.incentive
        yield Outcome(Gate.INCENTIVE, _at_least(listed, listed + unsure, asked.incentive), listed)
    if asked.satisfied is not None:
        yield _satisfied(of.satisfied, asked.satisfied)
    if asked.audits:
        yield _audits(of.audits)


def _ranked(row: Mapping[str, Any]) -> bool | None:
    """Say whether a region takes part in the main ranking; not known of whom nobody reported."""
    if row["group"] != "main" and not row["unheard"]:
        return False
    return None if row["rank"] is None else row["group"] == "main"


def _at_most(now: int, worst: int, most: int) -> bool | None:
    return True if worst <= most else False if now > most else None


def _at_least(now: int, best: int, least: int) -> bool | None:
    return True if now >= least else None if best >= least else False


def _satisfied(answers: Satisfied | None, bound: Fraction) -> Outcome:
    if answers is None:
        return Outcome(Gate.SATISFIED, True, None, applies=False)
    found = (answers.satisfied, answers.answers)
    return Outcome(Gate.SATISFIED, answers.reaches(bound), found)


def _audits(row: Mapping[str, Any] | None) -> Outcome:
    if row is None:
        return Outcome(Gate.AUDITS, True, None, applies=False)
    passed = False if row["unmet"] else None if row["unknown"] else True
    return Outcome(Gate.AUDITS, passed, (row["numerator"], row["denominator"]))
