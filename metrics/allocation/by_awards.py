"""Fixed awards to the best (定额奖励): equal scores share by a declared rule, or nothing is computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from metrics.allocation.errors import NotAllocated
from metrics.allocation.result import Claim, Portion, Row, Step, paid
from metrics.allocation.scheme import AVERAGE, SCORE, SECOND_KEY, Scheme

HEADS = ("行政区划代码", "得分", "名次", "奖励（分）")


@dataclass(frozen=True)
class Awarded:
    """Awards given to claims sorted by region: the place (名次) and the 分 of each, and how it was decided."""

    pool_fen: int
    claims: Sequence[Claim]
    places: Mapping[int, int]
    given: Sequence[int]
    withheld: Sequence[int]
    notes: tuple[str, ...]

    @property
    def fens(self) -> dict[str, int]:
        """The 分 of each region."""
        return paid(self.claims, self.given, self.withheld)

    @property
    def withheld_fen(self) -> int:
        """What is not awarded of the pool."""
        return self.pool_fen - sum(self.fens.values())

    def row(self, at: int) -> Row:
        """Return the row of one claim."""
        claim, fen = self.claims[at], self.given[at]
        name = f"第{self.places[at]}名" if at in self.places else ""
        share = Fraction(fen, self.pool_fen)
        return Row(
            region=claim.region, share=share, quota=Fraction(fen), base_fen=fen, remainder_fen=0,
            withheld_fen=self.withheld[at], fen=fen - self.withheld[at], limit="",
            excluded=claim.excluded, multiplier=claim.multiplier, multiplied=claim.multiplied,
            portions=(Portion(name, self.pool_fen, share, Fraction(fen), fen, 0),), terms=(),
        )  # fmt: skip

    def steps(self) -> tuple[Step, ...]:
        """Tell who came where, and what was decided of equals."""
        order = sorted(self.places, key=lambda at: (self.places[at], at))
        rows = tuple(
            (self.claims[at].region, str(self.claims[at].figures[SCORE]), str(self.places[at]),
             str(self.given[at]))
            for at in order
        )  # fmt: skip
        table = Step("按得分从高到低排定名次，各名次的奖励如下。", HEADS, rows)
        return (table, *map(Step, self.notes))


def award(scheme: Scheme, pool_fen: int, claims: Sequence[Claim]) -> Awarded:
    """Give the awards of a scheme to the best scores; who is excluded takes no place.

    Raises:
        NotAllocated: equals stand for different awards and no rule is declared, or the rule leaves them
            equal; the awards are more than the pool; somebody has a cap or a floor.
    """
    whole = sum(scheme.awards)
    if whole > pool_fen:
        raise NotAllocated(f"奖励合计{whole}分，多于资金池{pool_fen}分，不能足额奖励。")
    if any(claim.cap_fen is not None or claim.floor_fen for claim in claims):
        raise NotAllocated("奖励为定额，不适用封顶和保底，请去掉cap_fen、floor_fen。")
    taking = [at for at, claim in enumerate(claims) if not claim.excluded]
    given, places, notes = [0] * len(claims), dict[int, int](), list[str]()
    first = 0
    for group in _groups(scheme, claims, taking):
        awards = scheme.awards[first : first + len(group)]
        places.update(dict.fromkeys(group, first + 1))
        for at, fen in zip(group, _shared(scheme, claims, group, awards, notes), strict=True):
            given[at] = fen
        first += len(group)
    kept = [
        fen - fen * claim.multiplier.numerator // claim.multiplier.denominator
        for fen, claim in zip(given, claims, strict=True)
    ]
    return Awarded(pool_fen, claims, places, given, kept, tuple(notes))


def _groups(scheme: Scheme, claims: Sequence[Claim], taking: Sequence[int]) -> list[list[int]]:
    """Return equals together, best first; by the second key where that is the declared rule."""

    def key(at: int) -> tuple[Fraction, ...]:
        figures = claims[at].figures
        names = (SCORE, SECOND_KEY) if scheme.tie == SECOND_KEY else (SCORE,)
        return tuple(-figures[name] for name in names)

    return [list(group) for _, group in groupby(sorted(taking, key=key), key=key)]


def _shared(
    scheme: Scheme, claims: Sequence[Claim], group: list[int], awards: Sequence[int], notes: list[str]
) -> list[int]:  # fmt: skip
    """Return the 分 of equals: the award of one, or what equals make of several."""
    each = [*awards, *[0] * (len(group) - len(awards))]
    if len(set(each)) == 1:
        return each
    names = "、".join(claims[at].region for at in group)
    if scheme.tie != AVERAGE:
        rule = "第二排序指标也相同" if scheme.tie == SECOND_KEY else "尚未选定并列时的办法"
        raise NotAllocated(
            f"{names}得分并列，{rule}，不能确定名次：请选定合并名次平分（tie=average），"
            "或写明能区分先后的第二排序指标（tie=second_key）。"
        )
    whole, size = sum(each), len(group)
    odd = whole % size
    rest = f"，余{odd}分按行政区划代码从小到大各1分" if odd else ""
    notes.append(
        f"{names}得分并列，所占名次的奖励合计{whole}分，由{size}地平分，每地{whole // size}分{rest}。"
    )
    return [whole // size + (number < odd) for number in range(size)]
