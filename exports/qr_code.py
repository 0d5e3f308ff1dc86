"""A QR code (二维码) of a text, as a drawing and as a picture: the same text gives the same bytes."""

from io import BytesIO

import segno

LEVEL = "m"
"""What 15 % of smudges and folds leave readable."""
QUIET = 4
"""Light modules around a code that stands alone (ISO/IEC 18004)."""
DOTS = 3
"""Dots of a module."""


def drawing(text: str) -> str:
    """Return the code as SVG, without a margin."""
    return str(_code(text).svg_inline(border=0, omitsize=True))


def picture(text: str) -> bytes:
    """Return the code as PNG with its margin."""
    out = BytesIO()
    _code(text).save(out, kind="png", scale=DOTS, border=QUIET)
    return out.getvalue()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error=LEVEL, micro=False, boost_error=False, encoding="utf-8")
