"""Share a pool out by a scheme (资金分配): the one door to all kinds of schemes."""

from collections.abc import Callable, Sequence

from metrics.allocation import steps
from metrics.allocation.by_awards import award
from metrics.allocation.by_factors import Options, share_by_factors
from metrics.allocation.by_projects import subsidise
from metrics.allocation.errors import NotAllocated
from metrics.allocation.result import Allocation, Claim, Row, Step
from metrics.allocation.scheme import AWARDS, FACTORS, PROJECTS, STOPPED, Scheme

PLAIN = Options()


def allocate(
    scheme: Scheme,
    pool_fen: int,
    claims: Sequence[Claim],
    options: Options = PLAIN,
    *,
    preface: Sequence[Step] = (),
) -> Allocation:
    """Share `pool_fen` out among the claims; their order does not matter.

    `options` say how 分 are rounded and what becomes of the money of regions with a multiplier and of those
    excluded: shared among the others, or withheld. `preface` are steps told before all others: where the
    figures came from. Raises NotAllocated, with the reason, where nothing can be shared.
    """
    if scheme.kind == STOPPED:
        raise NotAllocated(f"{scheme.name}：{scheme.reason}。")
    if pool_fen < 1:
        raise NotAllocated(f"资金池应为大于0的整数分，现为{pool_fen}。")
    ordered = sorted(claims, key=lambda claim: (claim.region, claim.project))
    _sound(scheme, ordered)
    return _KINDS[scheme.kind](scheme, pool_fen, ordered, options, tuple(preface))


def _sound(scheme: Scheme, claims: Sequence[Claim]) -> None:
    """Refuse claims of nobody, one region twice, and bounds that exclude each other."""
    if not claims:
        raise NotAllocated("没有参加分配的地区，资金无法分配。")
    seen: set[tuple[str, str]] = set()
    for claim in claims:
        key = (claim.region, claim.project if scheme.kind == PROJECTS else "")
        if key in seen:
            raise NotAllocated(f"{''.join(key)}重复，每个地区（项目）只能有一行。")
        seen.add(key)
        if claim.cap_fen is not None and (claim.floor_fen or 0) > claim.cap_fen:
            raise NotAllocated(
                f"{claim.region}的保底{claim.floor_fen}分高于封顶{claim.cap_fen}分，请核对。"
            )


Told = tuple[Step, ...]


def _by_factors(
    scheme: Scheme, pool_fen: int, claims: Sequence[Claim], options: Options, preface: Told
) -> Allocation:
    shared = share_by_factors(scheme, pool_fen, claims, options)
    rows = lambda: tuple(shared.row(at) for at in range(len(claims)))  # noqa: E731
    return _allocation(
        scheme, pool_fen, shared.withheld_fen, options.method, shared.fens, rows,
        lambda: (*preface, *steps.by_factors(shared)),
    )  # fmt: skip


def _by_awards(
    scheme: Scheme, pool_fen: int, claims: Sequence[Claim], options: Options, preface: Told
) -> Allocation:
    awarded = award(scheme, pool_fen, claims)
    rows = lambda: tuple(awarded.row(at) for at in range(len(claims)))  # noqa: E731
    return _allocation(
        scheme, pool_fen, awarded.withheld_fen, options.method, awarded.fens, rows,
        lambda: (*preface, *awarded.steps()),
    )  # fmt: skip


def _by_projects(
    scheme: Scheme, pool_fen: int, claims: Sequence[Claim], options: Options, preface: Told
) -> Allocation:
    paid = subsidise(scheme, pool_fen, claims)
    rows = lambda: tuple(map(paid.row, paid.fens))  # noqa: E731
    return _allocation(
        scheme, pool_fen, paid.withheld_fen, options.method, paid.fens, rows,
        lambda: (*preface, *paid.steps()),
    )  # fmt: skip


_KINDS = {FACTORS: _by_factors, AWARDS: _by_awards, PROJECTS: _by_projects}


def _allocation(
    scheme: Scheme, pool_fen: int, withheld_fen: int, method: str, fens: dict[str, int],
    rows: Callable[[], tuple[Row, ...]], between: Callable[[], Told],
) -> Allocation:  # fmt: skip
    def told() -> Told:
        last = steps.closing(pool_fen, sum(fens.values()), withheld_fen)
        return (*steps.opening(scheme, pool_fen), *between(), last)

    return Allocation(scheme, pool_fen, withheld_fen, method, fens, rows, told)
