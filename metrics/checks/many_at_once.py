"""Many tests at once: the procedure of Benjamini and Hochberg, in exact fractions."""

from collections.abc import Sequence
from fractions import Fraction


def discoveries(chances: Sequence[Fraction], rate: Fraction, *, tests: int) -> list[bool]:
    """Say of each chance whether it is small enough among so many tests that it may be asked about.

    Sorted upwards, the largest rank k with p(k) · tests ≤ k · rate is found, and all up to its chance are
    kept: of what is asked, at most that share is expected to be chance. Equal chances are kept or left
    together. Tests whose chance is not listed count as 1: they are never asked, and make the others harder.
    """
    bound = max(
        (
            chance
            for rank, chance in enumerate(sorted(chances), start=1)
            if chance * tests <= rank * rate
        ),
        default=None,
    )
    return [bound is not None and chance <= bound for chance in chances]
