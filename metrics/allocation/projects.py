"""Subsidies that are computed project by project, each by its own formula, exactly to the 分.

A fraction of a 分 is left with the other side (居民、区级): never paid by the pool. What a formula does not pay
because a condition is not met is 0 with the reason; what is asked beyond a limit is refused, never cut.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

from metrics.allocation.exact_text import percent, plain
from metrics.allocation.result import Claim

FEN = 100
"""分 in a 元."""
YES = "是"
Numbers = Mapping[str, Any]


class Subsidy(NamedTuple):
    """What one project gets: 分 of the pool, 分 that others bear beside it, how it was computed, and a refusal.

    `others_fen` is null where the rule does not say. `beyond` is empty, or says what exceeds the limit.
    """

    fen: int
    how: str
    others_fen: int | None = None
    beyond: str = ""


class ProjectRule(NamedTuple):
    """A formula: the numbers that its scheme lays down, the columns that it reads, and what it computes."""

    numbers: tuple[str, ...]
    columns: tuple[str, ...]
    of: Callable[[Numbers, Claim], Subsidy]


def _wenzhou(n: Numbers, claim: Claim) -> Subsidy:
    """Compute unit cost up to the base × (ratio ± co-creation) × area; a started point counts as one."""
    figures = claim.figures
    unit = min(figures["unit_cost_yuan"], n["base_yuan"])
    ratio, moved = figures["ratio_pct"] / 100, figures["delta_pp"]
    up, down = (
        min(ceil(moved) * n["up_per_point"], n["up_most"]),
        ceil(-moved) * n["down_per_point"],
    )
    adjusted = up if moved >= 0 else -down
    paid = max(Fraction(0), ratio + adjusted)
    fen = floor(unit * paid * figures["area"] * FEN)
    how = (
        f"{plain(unit)}元/㎡×（{percent(ratio)}{'＋' if adjusted >= 0 else '－'}{percent(abs(adjusted))}）"
        f"×{plain(figures['area'])}㎡＝{fen}分"
    )
    return Subsidy(fen, how)


def _shenzhen(n: Numbers, claim: Claim) -> Subsidy:
    """Compute task 27 (per household, both halves) or task 28 (a share of what the district spent)."""
    if claim.words["eligible"] != YES:
        return Subsidy(0, "未达到规定标准条件，不予补助", 0)
    if claim.words["task"] == "27":
        households = claim.figures["households"]
        whole = households * n["yuan_per_household"] * FEN
        fen = floor(whole * n["city_share"])
        how = f"{plain(households)}户×{plain(n['yuan_per_household'])}元×市级{percent(n['city_share'])}＝{fen}分"
        return Subsidy(fen, how, floor(whole) - fen)
    spent = claim.figures["district_fiscal_fen"]
    fen = floor(spent * n["reward_share"])
    how = f"区财政投资{plain(spent)}分×{percent(n['reward_share'])}＝{fen}分，不足1分归区"
    return Subsidy(fen, how, floor(spent) - fen)


def _xiangzhou(n: Numbers, claim: Claim) -> Subsidy:
    """Match what residents paid one to one, up to an amount per household."""
    households, resident = claim.figures["households"], claim.figures["resident_fen"]
    most = households * n["most_yuan_per_household"] * FEN
    fen = floor(min(resident * n["matching"], most))
    how = f"居民出资{plain(resident)}分×{plain(n['matching'])}，且不超过{plain(most)}分＝{fen}分"
    return Subsidy(fen, how, floor(resident))


def _share_of_cost(n: Numbers, claim: Claim) -> Subsidy:
    """Compute the most that a government may pay of a cost."""
    cost = claim.figures["cost_fen"]
    fen = floor(cost * n["most_share"])
    return Subsidy(
        fen, f"{plain(cost)}分×{percent(n['most_share'])}＝{fen}分（上限）", floor(cost) - fen
    )


def _approved(n: Numbers, claim: Claim) -> Subsidy:
    """Hold a grant against the share of approved investment that its kind and its area may get."""
    kind, area = claim.words["kind"], claim.words["area_kind"]
    rate = n["compounds_share"] if kind == "老旧小区" else n["pipes_share"][area]
    most = floor(claim.figures["approved_fen"] * rate)
    grant = floor(claim.figures["grant_fen"])
    how = f"{kind}（{area}）：核定投资{plain(claim.figures['approved_fen'])}分×{percent(rate)}＝上限{most}分"
    beyond = f"拟补助{grant}分，超过上限{most}分" if grant > most else ""
    return Subsidy(grant, f"{how}，拟补助{grant}分", beyond=beyond)


def _lifts(n: Numbers, claim: Claim) -> Subsidy:
    """Hold what is asked for lifts against the most for one lift."""
    asked, most = floor(claim.figures["asked_fen"]), claim.figures["lifts"] * n["most_yuan"] * FEN
    how = f"{plain(claim.figures['lifts'])}台×最高{plain(n['most_yuan'])}元/台＝上限{plain(most)}分，申报{asked}分"
    return Subsidy(
        asked, how, beyond=f"申报{asked}分，超过上限{plain(most)}分" if asked > most else ""
    )


RULES: Mapping[str, ProjectRule] = {
    "area_ratio": ProjectRule(
        ("base_yuan", "up_per_point", "up_most", "down_per_point"),
        ("unit_cost_yuan", "ratio_pct", "delta_pp", "area"), _wenzhou,
    ),
    "household_or_reward": ProjectRule(
        ("yuan_per_household", "city_share", "reward_share"),
        ("task", "eligible", "households", "district_fiscal_fen"), _shenzhen,
    ),
    "matching": ProjectRule(
        ("matching", "most_yuan_per_household"), ("households", "resident_fen"), _xiangzhou
    ),
    "share_of_cost": ProjectRule(("most_share",), ("cost_fen",), _share_of_cost),
    "approved_investment": ProjectRule(
        ("compounds_share", "pipes_share"), ("kind", "area_kind", "approved_fen", "grant_fen"),
        _approved,
    ),
    "lifts": ProjectRule(("most_yuan",), ("lifts", "asked_fen"), _lifts),
}  # fmt: skip
"""The formulas by name."""
