"""How many of those asked are satisfied (群众满意率): answers of compounds completed in the year, added up.

An answer (答卷) is one household's, as the import has it. So a compound that did not report its answers
leaves open as many as it has households, one that did not report the satisfied ones as many as answered:
all of them satisfied in one reading, none in the other.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.records.regions import lineage
from metrics.standards.catalogue import NATIONAL
from metrics.standards.judging import judge_records

ANSWERED = "A06.3"
"""The measure whose records are asked: compounds completed in the year by the data date."""


class Satisfied(NamedTuple):
    """The answers of a region: `satisfied` of `answers` where both are reported.

    `unknown` compounds did not report them all; their answers are at most `left_open`.
    """

    satisfied: int
    answers: int
    unknown: int
    left_open: int

    @property
    def share(self) -> Fraction | None:
        """The share of the known answers; null where there is none."""
        return Fraction(self.satisfied, self.answers) if self.answers else None

    def reaches(self, bound: Fraction) -> bool | None:
        """Say whether at least `bound` are satisfied; no answers are too few, null is what is left open."""
        whole = self.answers + self.left_open
        if not whole:
            return False
        worst, best = self.satisfied, self.satisfied + self.left_open
        if worst * bound.denominator >= bound.numerator * whole:
            return True
        return None if best * bound.denominator >= bound.numerator * whole else False


def satisfaction(evaluation: Evaluation) -> Mapping[str, Satisfied]:
    """Return the answers of each region and all below it; one without a completed compound has none."""
    records = judge_records(NATIONAL.measures[ANSWERED], evaluation.frames, evaluation.rules)
    answers, satisfied = pl.col("survey_responses"), pl.col("survey_satisfied")
    known = answers.is_not_null() & satisfied.is_not_null()
    owned = (
        records.select("region", "households", "survey_responses", "survey_satisfied")
        .collect()
        .join(lineage(evaluation.frames.regions), on="region")
        .group_by("ancestor")
        .agg(
            satisfied=satisfied.filter(known).sum(),
            answers=answers.filter(known).sum(),
            unknown=(~known).sum().cast(pl.Int64),
            left_open=pl.coalesce(answers, "households").filter(~known).sum(),
        )
        .sort("ancestor")
    )
    return {region: Satisfied(*told) for region, *told in owned.iter_rows()}
