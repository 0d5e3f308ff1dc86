"""What one point of score is worth to every region at once: exact amounts, each in a few operations.

One region's score changes at a time; all others stay. Of a part with the score among its factors the sum of
scores changes for everybody, of a part with an 绩效调节系数 only the region's own weight does; both follow from
sums over all regions that are taken once. Amounts are those before rounding (应得数), so that nothing hides
in an odd 分.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.allocation import adjusting
from metrics.allocation.by_factors import Options, share_by_factors
from metrics.allocation.cliffs import Case
from metrics.allocation.errors import NotAllocated
from metrics.allocation.factors import Weighed
from metrics.allocation.result import Claim
from metrics.allocation.scheme import FACTORS, SCORE, K, Part


@dataclass(frozen=True)
class _Sums:
    """A part as it stands: by claim what the other factors give and the score's own figure, and their sums.

    With multiplier m and coefficient c of each: `rest` Σ m·c·others, `scored` Σ m·c·figure; `total` is Σ figure
    and `weight` the weight of the score among the factors, 0 where it is none.
    """

    weighed: Weighed
    others: list[Fraction]
    figures: list[Fraction]
    times: list[Fraction]
    weight: Fraction
    total: Fraction
    rest: Fraction
    scored: Fraction

    def share(self, at: int, score: Fraction) -> Fraction:
        """Return the share of the part that a claim has with another score."""
        claim, part = self.weighed.claims[at], self.weighed.part
        old, new = part.coefficient(claim.figures[SCORE]), part.coefficient(score)
        figure = score * _k(part, claim) if self.weight else Fraction(0)
        total = self.total - self.figures[at] + figure
        if self.weight and not total:
            raise NotAllocated(f"“{part.name}”的得分合计为0，不能分配。")
        each = self.weight / total if self.weight else Fraction(0)
        before = old * (self.others[at] + each * self.figures[at])
        after = new * (self.others[at] + each * figure)
        times = self.times[at]
        whole = self.rest + each * self.scored + times * (after - before)
        return times * after / whole if whole else Fraction(0)


def points_worth(case: Case, points: Fraction = Fraction(1)) -> dict[str, Fraction]:
    """Return by region how many 分, exactly and before rounding, points more of its score are worth to it.

    A score does not fall below 0. Raises NotAllocated for a scheme without factors, and where somebody has a
    cap or a floor, or money is withheld: those moves are asked one by one (`cliffs.of_points`).
    """
    if case.scheme.kind != FACTORS or any(
        c.cap_fen is not None or c.floor_fen for c in case.claims
    ):
        raise NotAllocated("只有按因素分配、没有封顶和保底的，才能一次算出各地每分的价值。")
    if adjusting.WITHHOLD in (case.options.halved, case.options.excluded):
        raise NotAllocated("有资金暂扣的，请逐地测算每分的价值。")
    claims = sorted(case.claims, key=lambda claim: claim.region)
    shared = share_by_factors(case.scheme, case.pool_fen, claims, Options())
    worth = dict.fromkeys((claim.region for claim in claims), Fraction(0))
    for weighed, pool in zip(shared.weighed, shared.pools, strict=True):
        if SCORE not in weighed.part.columns:
            continue
        sums = _sums(weighed, claims)
        for at, claim in enumerate(claims):
            now = claim.figures[SCORE]
            then = max(Fraction(0), now + points)
            worth[claim.region] += pool * (sums.share(at, then) - sums.share(at, now))
    return worth


def _k(part: Part, claim: Claim) -> Fraction:
    by_k = any(factor.by_k for factor in part.factors if factor.column == SCORE)
    return claim.figures[K] if by_k else Fraction(1)


def _sums(weighed: Weighed, claims: Sequence[Claim]) -> _Sums:
    part = weighed.part
    weight, total = Fraction(0), Fraction(0)
    others, figures = [Fraction(0)] * len(claims), [Fraction(0)] * len(claims)
    for factor, whole in zip(part.factors, weighed.totals, strict=True):
        counted = [c.figures[factor.column] * (c.figures[K] if factor.by_k else 1) for c in claims]
        if factor.column == SCORE:
            weight, total, figures = factor.weight, whole, counted
        else:
            each = factor.weight / whole
            others = [own + each * x for own, x in zip(others, counted, strict=True)]
    modes = {"halved": adjusting.REDISTRIBUTE, "excluded": adjusting.REDISTRIBUTE}
    times = [adjusting.before(claim, **modes) for claim in claims]
    weighted = [m * part.coefficient(c.figures[SCORE]) for m, c in zip(times, claims, strict=True)]
    rest = sum((w * x for w, x in zip(weighted, others, strict=True)), Fraction(0))
    scored = sum((w * x for w, x in zip(weighted, figures, strict=True)), Fraction(0))
    return _Sums(weighed, others, figures, times, weight, total, rest, scored)
