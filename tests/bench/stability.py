"""Ten thousand weightings of ninety counties, against the slow reference in fractions."""

import os
import time
from collections.abc import Iterator
from fractions import Fraction

import polars as pl

from metrics.comparison.rule_keys import WEIGHT_TRIALS
from metrics.comparison.stability import stability
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rating.scoring import breaches
from sql.demo import frames
from tests.reference import stability as reference

GOAL = 2.0
"""Seconds that all draws may take."""
FEW = 20
"""So many draws are made by the reference; it is slow in proportion to their number."""


def compare(rounds: int) -> Iterator[str]:
    """Tell the best of some rounds, and how many times longer the reference takes for each draw."""
    province = frames()
    evaluation = evaluate(province, load_pack("national").on(province.as_of))
    counties = evaluation.scores.filter(pl.col("rank").is_not_null(), level="county").height
    draws = evaluation.rules[WEIGHT_TRIALS].draws
    ours = min(_ours(evaluation) for _ in range(rounds))
    slow = _slow(evaluation) * draws / FEW
    yield f"load {os.getloadavg()[0]:.1f}"
    yield f"{counties} counties, {draws:,} draws: {ours:.2f} s, goal {GOAL:.0f} s"
    yield f"in fractions, from {FEW} draws: {slow:,.0f} s, {slow / ours:,.0f} times"


def _ours(evaluation: Evaluation) -> float:
    start = time.perf_counter()
    stability(evaluation)
    return time.perf_counter() - start


def _slow(evaluation: Evaluation) -> float:
    start = time.perf_counter()
    shares: dict[str, dict[str, Fraction]] = {}
    for row in evaluation.earnings.iter_rows(named=True):
        share = Fraction(int(row["part"]), int(row["whole"]))
        shares.setdefault(row["region"], {})[row["measure"]] = share
    rule, items = evaluation.rules[WEIGHT_TRIALS], tuple(evaluation.standard.by_code)
    rows = reference.factors(rule.seed, rule.low, rule.high, draws=FEW, items=len(items))
    drawn = [dict(zip(items, row, strict=True)) for row in rows]
    facts = {**evaluation.rules, "measures": tuple(evaluation.standard.measures)}
    breached = breaches(evaluation.counts, evaluation.standard)
    ranked = evaluation.scores.filter(pl.col("rank").is_not_null()).join(breached, on="region")
    for _, group in ranked.group_by("level", "group"):
        reference.held(group.to_dicts(), shares, facts, drawn, top=rule.top, aside=0)
    return time.perf_counter() - start
