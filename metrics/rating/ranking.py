"""Ranks, ties, small groups and the rank interval (standard.md §3, readings 34–38)."""

from bisect import bisect_right

import polars as pl

from metrics.rating.rule_keys import BREACHES_FIRST
from metrics.rating.scoring import any_score
from metrics.rules.value import Rules

CLEAR = 1_000
"""More than the breaches that a region can have: lifts every unbarred region over every barred."""


def order_key(score: pl.Expr, barred: pl.Expr, rules: Rules, breaches: pl.Expr) -> pl.Expr:
    """Return the whole number that regions are ranked on, higher being better; null has no rank.

    Under the effect `last` a barred region lies below every region without a bar. Where the rules put
    breaches first (底线不达标条数优先), one that breaches fewer 底线 measures comes before one that
    breaches more, whatever their scores; a pack that does not know the rule ranks by scores.
    """
    key, above = score, any_score(rules) + 1
    if breaches_first(rules):
        key = key - breaches * above
    if rules["veto_effect"] != "last":
        return key
    return key + pl.when(barred).then(0).otherwise(CLEAR * above)


def breaches_first(rules: Rules) -> bool:
    """Say whether the number of 底线 measures breached is asked before the score."""
    return bool(rules.get(BREACHES_FIRST, False))


def rank(table: pl.DataFrame) -> pl.DataFrame:
    """Rank regions within their level and group, best first.

    Takes region, level, group, key, key_best and key_worst; adds rank, rank_best and rank_worst.
    Equal keys share a rank and the next is skipped (1, 2, 2, 4). The interval is what a region
    could have if its own unknown records were judged in its favour and all others' against them
    (best), and the reverse (worst).
    """
    parts = [_ranked(part) for _, part in table.group_by("level", "group", maintain_order=True)]
    return pl.concat(parts).sort("region") if parts else _ranked(table)


def _ranked(part: pl.DataFrame) -> pl.DataFrame:
    now, best, worst = (
        sorted(part[name].drop_nulls()) for name in ("key", "key_best", "key_worst")
    )
    rows = [
        (None, None, None)
        if key is None
        else (
            _above(now, key) + 1,
            _above(worst, high) + 1,
            _above(best, low) + (high <= low),
        )
        for key, high, low in part.select("key", "key_best", "key_worst").iter_rows()
    ]
    names = ("rank", "rank_best", "rank_worst")
    return part.hstack(pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row"))


def _above(keys: list[int], key: int) -> int:
    return len(keys) - bisect_right(keys, key)
