"""Rules of progress: by how much returns may differ from the ledger, and how a full start is told."""

from fractions import Fraction
from typing import Any, NamedTuple

from metrics.rules.readers import RuleKey, share, whole, yes_or_no


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


RULE_KEYS: dict[str, RuleKey] = {
    "full_start_display": RuleKey("印“全部开工”", yes_or_no),
    "reconciliation_tolerance": RuleKey("台账与报表核对容差", tolerance),
}
