"""Share a pool out by a scheme (资金分配): the one door to all kinds of schemes."""

from collections.abc import Sequence

from metrics.allocation.result import Allocation, Claim
from metrics.allocation.scheme import Scheme

REDISTRIBUTE, WITHHOLD = "redistribute", "withhold"
LARGEST_REMAINDER, SAINTE_LAGUE = "largest_remainder", "sainte_lague"


def allocate(
    scheme: Scheme,
    pool_fen: int,
    claims: Sequence[Claim],
    *,
    method: str = LARGEST_REMAINDER,
    halved: str = REDISTRIBUTE,
    excluded: str = REDISTRIBUTE,
) -> Allocation:
    """Share `pool_fen` out among the claims; their order does not matter.

    `halved` and `excluded` say what becomes of the money of regions with a multiplier and of those excluded: it
    is shared among the others, or withheld. Raises NotAllocated, with the reason, where nothing can be shared.
    """
    raise NotImplementedError
