"""Rules of progress: by how much returns may differ from the ledger, and how a full start is told."""

from fractions import Fraction
from typing import Any, NamedTuple

import polars as pl

from metrics.rules.readers import RuleKey, share, whole, word
from metrics.rules.value import Rules


class Tolerance(NamedTuple):
    """By how much returns may differ from the ledger: so many things, or a share and 分 of money."""

    counts: int
    share: Fraction
    fen: int


def tolerance(raw: Any) -> Tolerance:
    """Read {数量: 0, 资金比例: 0.1%, 资金(万元): 1}."""
    if not isinstance(raw, dict) or set(raw) != {"数量", "资金比例", "资金(万元)"}:
        raise ValueError("应写明数量、资金比例、资金(万元)三项容差")
    return Tolerance(
        whole(raw["数量"]), share(raw["资金比例"]), whole(raw["资金(万元)"]) * 1_000_000
    )


OF_NATION, OF_ALL, OF_NONE = FULL_STARTS = ("仅全国", "是", "否")
"""Whose tables print 全部开工 for a start rate of 100 % and more."""


def full_start_shown(rules: Rules, regions: pl.DataFrame, place: str) -> bool:
    """Say whether the rules ask to print 全部开工 from 100 % on in the tables of a place.

    Before any rule on it is in force, nobody asks for it.
    """
    if "full_start_display" not in rules:
        return False
    asked = rules["full_start_display"]
    nation = asked == OF_NATION and regions.filter(region=place, level="国").height > 0
    return nation or asked == OF_ALL


RULE_KEYS: dict[str, RuleKey] = {
    "full_start_display": word("印“全部开工”", *FULL_STARTS),
    "reconciliation_tolerance": RuleKey("台账与报表核对容差", tolerance),
}
