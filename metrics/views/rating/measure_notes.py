"""What a page says of a measure before its figures: what it counts, why, from which clause."""

from metrics.standards.measure import Measure
from metrics.standards.reviews import Review
from metrics.standards.standard import Standard
from metrics.views.parts import numbers

UNCHECKED = "尚未核对"


def notes(standard: Standard, measure: Measure) -> dict[str, str]:
    """Return the notes by heading, as they are read from top to bottom."""
    clause = f"{standard.document} {standard.item_of[measure.code].clause}"
    return {
        "意义": measure.why or numbers.MISSING,
        "分母": measure.denominator,
        "达标": measure.numerator,
        "依据": f"{clause}：“{_inside(measure.says)}”" if measure.says else clause,
        "核对": checked(measure.checked),
    }


def checked(review: Review | None) -> str:
    """Say who compared a measure with its document, when, and with which copy."""
    if review is None:
        return UNCHECKED
    return f"{review.by}，{numbers.day(review.on)}，对照{review.against}"


def _inside(words: str) -> str:
    """Write the quotation marks of quoted words as those inside others."""
    return words.replace("“", "‘").replace("”", "’")
