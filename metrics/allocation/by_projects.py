"""Subsidies project by project (按项目计算), summed by region; the rest of the pool is named as left over."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from metrics.allocation.errors import NotAllocated
from metrics.allocation.projects import RULES, Subsidy
from metrics.allocation.result import Claim, Portion, Row, Step
from metrics.allocation.scheme import Scheme

HEADS = ("行政区划代码", "项目", "补助（分）", "其他方承担（分）", "计算")


@dataclass(frozen=True)
class Subsidised:
    """What each project gets; claims are sorted by region and project."""

    pool_fen: int
    claims: Sequence[Claim]
    subsidies: Sequence[Subsidy]
    given: Sequence[int]

    @cached_property
    def fens(self) -> dict[str, int]:
        """The 分 of each region, the sum over its projects."""
        summed: dict[str, int] = {}
        for claim, fen in zip(self.claims, self.given, strict=True):
            summed[claim.region] = summed.get(claim.region, 0) + fen
        return summed

    @property
    def withheld_fen(self) -> int:
        """What the projects leave of the pool."""
        return self.pool_fen - sum(self.given)

    def row(self, region: str) -> Row:
        """Return the row of a region, with a portion for each project."""
        own = [at for at, claim in enumerate(self.claims) if claim.region == region]
        portions = tuple(
            Portion(
                self.claims[at].project, self.pool_fen, Fraction(self.given[at], self.pool_fen),
                Fraction(self.given[at]), self.given[at], 0,
            )
            for at in own
        )  # fmt: skip
        fen = self.fens[region]
        first = self.claims[own[0]]
        return Row(
            region=region, share=Fraction(fen, self.pool_fen), quota=Fraction(fen), base_fen=fen,
            remainder_fen=0, withheld_fen=0, fen=fen, limit="", excluded=first.excluded,
            multiplier=first.multiplier, multiplied=first.multiplied, portions=portions, terms=(),
        )  # fmt: skip

    def steps(self) -> tuple[Step, ...]:
        """Tell how each project was computed."""
        rows = tuple(
            (claim.region, claim.project, str(fen),
             "" if each.others_fen is None else str(each.others_fen), _how(claim, each, fen))
            for claim, each, fen in zip(self.claims, self.subsidies, self.given, strict=True)
        )  # fmt: skip
        return (Step("逐个项目按公式计算，各地为其项目之和，不足1分的不计。", HEADS, rows),)


def _how(claim: Claim, subsidy: Subsidy, fen: int) -> str:
    if claim.excluded:
        return f"不予补助：{claim.excluded}"
    parts = [subsidy.how]
    if claim.multiplier != 1:
        parts.append(f"乘{claim.multiplier}（{claim.multiplied}）")
    if claim.cap_fen is not None and fen == claim.cap_fen:
        parts.append(f"封顶{claim.cap_fen}分")
    return "；".join(parts)


def subsidise(scheme: Scheme, pool_fen: int, claims: Sequence[Claim]) -> Subsidised:
    """Compute every project by the rule of a scheme; a cap cuts, a multiplier leaves the rest in the pool.

    Raises:
        NotAllocated: a project asks for more than its limit, all subsidies are more than the pool, or
            somebody has a floor.
    """
    if any(claim.floor_fen for claim in claims):
        raise NotAllocated("按项目计算的补助不适用保底，请去掉floor_fen。")
    rule = RULES[scheme.rule]
    subsidies = [rule.of(scheme.numbers, claim) for claim in claims]
    beyond = [
        f"{claim.region}项目“{claim.project}”{each.beyond}"
        for claim, each in zip(claims, subsidies, strict=True)
        if each.beyond and not claim.excluded
    ]
    if beyond:
        raise NotAllocated(f"超限：{'；'.join(beyond)}。")
    given = [_given(claim, each.fen) for claim, each in zip(claims, subsidies, strict=True)]
    if sum(given) > pool_fen:
        raise NotAllocated(
            f"各项目补助合计{sum(given)}分，多于资金池{pool_fen}分，差{sum(given) - pool_fen}分。"
        )
    return Subsidised(pool_fen, claims, subsidies, given)


def _given(claim: Claim, fen: int) -> int:
    if claim.excluded:
        return 0
    paid = fen * claim.multiplier.numerator // claim.multiplier.denominator
    return paid if claim.cap_fen is None else min(paid, claim.cap_fen)
