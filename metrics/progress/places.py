"""Places (名次) by exact values: what differs by less than a rounded digit does not tie."""

from collections.abc import Sequence
from fractions import Fraction


def places(values: Sequence[Fraction | None]) -> list[int | None]:
    """Return the place of each value, the largest first; null has none.

    Equal values share a place and the next is skipped. Values are compared as whole numbers
    multiplied crosswise, never rounded.
    """
    first: dict[Fraction, int] = {}
    for at, value in enumerate(sorted((v for v in values if v is not None), reverse=True), start=1):
        first.setdefault(value, at)
    return [None if value is None else first[value] for value in values]


def exactly(numerator: int | None, denominator: int | None) -> Fraction | None:
    """Return a rate from its parts; null where one is unknown or the denominator is 0."""
    return Fraction(numerator, denominator) if numerator is not None and denominator else None
