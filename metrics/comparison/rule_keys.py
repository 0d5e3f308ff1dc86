"""The rules of comparison: which weightings are plausible, and which counties are alike."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from metrics.rules.readers import RuleKey, whole

WEIGHT_TRIALS, PEERS = "weight_trials", "peers"
MOST_DRAWS = 100_000
_PARTS = {"次数", "最低%", "最高%", "前几名", "种子"}


class Trials(NamedTuple):
    """How plausible weightings are drawn.

    In each of `draws` the weight (分值) of every item is multiplied by a factor of its own, a whole
    percentage from `low` to `high`, all equally likely; the weights are then scaled to their sum.
    `seed` begins the draws. `top` so many places count as the first ones.
    """

    draws: int
    low: int
    high: int
    top: int
    seed: int


def trials(raw: Any) -> Trials:
    """Read {次数: 10000, 最低%: 50, 最高%: 150, 前几名: 10, 种子: 2021}; ValueError otherwise."""
    if not isinstance(raw, dict) or set(raw) != _PARTS:
        raise ValueError("应写明次数、最低%、最高%、前几名和种子")
    read = Trials(*(whole(raw[part]) for part in ("次数", "最低%", "最高%", "前几名", "种子")))
    if not 1 <= read.draws <= MOST_DRAWS:
        raise ValueError(f"次数应为1至{MOST_DRAWS}")
    if not 1 <= read.low <= read.high <= 1000:
        raise ValueError("最低%应不小于1，且不大于最高%，最高%不超过1000")
    if not read.top:
        raise ValueError("前几名应不小于1")
    return read


class Peers(NamedTuple):
    """How many of the nearest counties are shown, and the year before which stock is old."""

    number: int
    before: int


def peers(raw: Any) -> Peers:
    """Read {个数: 5, 建成早于: 1990}; ValueError otherwise."""
    if not isinstance(raw, dict) or set(raw) != {"个数", "建成早于"}:
        raise ValueError("应写明个数和建成早于哪一年")
    read = Peers(whole(raw["个数"]), whole(raw["建成早于"]))
    if not read.number:
        raise ValueError("个数应不小于1")
    return read


RULE_KEYS: Mapping[str, RuleKey] = {
    WEIGHT_TRIALS: RuleKey("权重稳健性抽样", trials),
    PEERS: RuleKey("同类县区", peers),
}
