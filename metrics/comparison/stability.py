"""Weight stability (权重稳健性): would a rank and a grade hold if the weights were others, as plausible?

Every draw multiplies the weight of each item by a factor of its own (`weight_draws`, rule
`weight_trials`); the weight is split evenly over the item's measures as ever, and a region's score is
computed, rounded half up and ranked as always: equal scores share a rank, barred regions stay behind
where the rules say so, levels and groups are ranked by themselves, and grades read the rounded score.

Scores are computed in floating point, where an error of some forty additions lies far below DOUBT; each
score nearer than DOUBT to where it would round otherwise is computed again in whole numbers without
bound. So what is told is exact, and equal on every machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from metrics.comparison.rule_keys import WEIGHT_TRIALS, Trials
from metrics.comparison.weight_draws import factors
from metrics.rating.evaluation import Evaluation
from metrics.rating.ranking import order_key
from metrics.rating.scoring import any_score, breaches, full_score, grade, measure_weights
from metrics.rules.value import Rules

DOUBT = 1e-5
ALMOST_ALL = Fraction(95, 100)
"""The share of draws whose ranks `best` and `worst` hold."""
Whole = NDArray[np.int64]
Exact = tuple[list[int], list[int]]
"""What a region won and was asked for by item, at one scale that makes all of them whole."""


class Stability(NamedTuple):
    """How the rank and grade of one region hold, in numbers of draws.

    `same` rank, `near`: at most one place off, `top`: among the first so many places of the rule;
    `grade` the same, null where there is none. `best` and `worst` are the ranks left when as many of
    the best and of the worst draws are set aside that ALMOST_ALL remain.
    """

    region: str
    draws: int
    same: int
    near: int
    top: int
    best: int
    worst: int
    grade: int | None


@dataclass(frozen=True)
class _Sums:
    """By region what it won and was asked for in each item, exactly, at weights as they are.

    `full` is a full score in hundredths.
    """

    won: Mapping[str, list[Fraction]]
    asked: Mapping[str, list[Fraction]]
    full: Fraction


def stability(evaluation: Evaluation) -> dict[str, Stability]:
    """Tell of each region that has a rank how it holds, by the rule of the evaluation's own day."""
    trials: Trials = evaluation.rules[WEIGHT_TRIALS]
    items = tuple(evaluation.standard.by_code)
    return by_draws(evaluation, factors(trials, len(items)), top=trials.top)


def by_draws(evaluation: Evaluation, drawn: Whole, *, top: int) -> dict[str, Stability]:
    """Tell of each region that has a rank how it holds under these factors, a row for each draw."""
    ranked = _ranked(evaluation)
    sums, grades = _sums(evaluation), _grades(evaluation.rules)
    found: dict[str, Stability] = {}
    for _, group in ranked.group_by("level", "group", maintain_order=True):
        rows = group.to_dicts()
        barred = np.array([bool(row["vetoes"]) for row in rows])
        scores = _scores(sums, [row["region"] for row in rows], drawn)
        ranks = _ranks(scores + np.array([row["lift"] for row in rows]))
        graded = grades[barred.astype(np.int64)[None, :], scores]
        found |= {
            row["region"]: _told(row, ranks[:, n], graded[:, n], top, grades)
            for n, row in enumerate(rows)
        }
    return found


def _ranked(evaluation: Evaluation) -> pl.DataFrame:
    """Return the regions with a rank, and what their bars and breaches add to any score (`lift`)."""
    breached = breaches(evaluation.counts, evaluation.standard)
    scores = evaluation.scores.filter(pl.col("rank").is_not_null())
    barred, number = pl.col("vetoes").list.len() > 0, pl.col("breaches").fill_null(0)
    return scores.join(breached, on="region", how="left", maintain_order="left").with_columns(
        lift=order_key(pl.lit(0, pl.Int64), barred, evaluation.rules, number)
    )


def _told(
    row: Mapping[str, Any], ranks: Whole, graded: Whole, top: int, grades: Whole
) -> Stability:
    draws, rank = ranks.size, int(row["rank"])
    aside = int(draws * (1 - ALMOST_ALL) / 2)
    ordered = np.sort(ranks)
    own = grades[int(bool(row["vetoes"])), row["score"]]
    return Stability(
        region=row["region"],
        draws=draws,
        same=int((ranks == rank).sum()),
        near=int((np.abs(ranks - rank) <= 1).sum()),
        top=int((ranks <= top).sum()),
        best=int(ordered[aside]),
        worst=int(ordered[draws - 1 - aside]),
        grade=None if row["grade"] is None else int((graded == own).sum()),
    )


def _sums(evaluation: Evaluation) -> _Sums:
    """Add up by item what the measures that count won and were asked for (see `scoring.scores`)."""
    standard, rules = evaluation.standard, evaluation.rules
    place = {code: n for n, code in enumerate(standard.by_code)}
    weights, mode = measure_weights(rules, standard), rules["not_applicable"]
    rows = evaluation.earnings.select("region", "measure", "part", "whole")
    won: dict[str, list[Fraction]] = {}
    asked: dict[str, list[Fraction]] = {}
    for (region,), own in rows.group_by("region", maintain_order=True):
        shares = {code: Fraction(int(part), int(of)) for _, code, part, of in own.iter_rows()}
        if mode != "spread":
            missing = Fraction(mode == "full")
            shares = {code: shares.get(code, missing) for code in standard.measures}
        sums = [Fraction(0)] * len(place), [Fraction(0)] * len(place)
        for code, share in shares.items():
            item = place[standard.item_of[code].code]
            sums[0][item] += weights[code] * share
            sums[1][item] += weights[code]
        won[str(region)], asked[str(region)] = sums
    return _Sums(won, asked, full_score(rules) * 100)


def _scores(sums: _Sums, regions: list[str], drawn: Whole) -> Whole:
    """Return the score of each region (column) in each draw (row), in hundredths, rounded half up."""
    won, asked = (
        drawn @ np.array([[float(part) for part in side[region]] for region in regions]).T
        for side in (sums.won, sums.asked)
    )
    hundredths = won / asked * float(sums.full)
    scores: Whole = np.floor(hundredths + 0.5).astype(np.int64)
    doubtful = np.abs(hundredths % 1 - 0.5) < DOUBT
    for column in np.flatnonzero(doubtful.any(axis=0)):
        whole = _whole(sums, regions[column])
        for row in np.flatnonzero(doubtful[:, column]):
            scores[row, column] = _exact(whole, drawn[row].tolist(), sums.full)
    return scores


def _whole(sums: _Sums, region: str) -> Exact:
    parts = [*sums.won[region], *sums.asked[region]]
    scale = lcm(*(part.denominator for part in parts))
    whole = [int(part * scale) for part in parts]
    return whole[: len(whole) // 2], whole[len(whole) // 2 :]


def _exact(whole: Exact, drawn: list[int], full: Fraction) -> int:
    won, asked = (sum(f * part for f, part in zip(drawn, side, strict=True)) for side in whole)
    top, bottom = full.as_integer_ratio()
    return (2 * won * top + asked * bottom) // (2 * asked * bottom)


def _ranks(keys: Whole) -> Whole:
    """Rank the columns of each row, the largest first; equal ones share a rank (1, 2, 2, 4)."""
    order = np.argsort(-keys, axis=1, kind="stable")
    ordered = np.take_along_axis(keys, order, axis=1)
    places = np.broadcast_to(np.arange(keys.shape[1], dtype=np.int64), keys.shape)
    begins = np.ones(keys.shape, dtype=np.bool_)
    begins[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    firsts = np.maximum.accumulate(np.where(begins, places, 0), axis=1)
    ranks: Whole = np.empty(keys.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, firsts + 1, axis=1)
    return ranks


def _grades(rules: Rules) -> Whole:
    """Return the place of the grade of every score, without a bar (first row) and with one.

    Beyond the bands, where only other weights lead, a score has the best grade.
    """
    order = [band.grade for band in rules["grade_bands"]]
    scores = pl.DataFrame({"score": range(any_score(rules) + 1)})
    rows = [
        scores.select(grade(pl.col("score"), pl.lit(barred), rules))
        .to_series()
        .fill_null(strategy="forward")
        for barred in (False, True)
    ]
    return np.array([[order.index(name) for name in row] for row in rows], dtype=np.int64)
