"""Whether a number can be read as it looks: a sign of a footnote or a line break is no digit of it."""

import re
from unicodedata import category

_RUN_TOGETHER = re.compile(r"\d\s+\d")
_REVERSED = "\u202e"
_SQUARE_METRE = "m²"


def reads_as_it_looks(text: str) -> bool:
    """Say whether a number in a cell stays the same once it is written in plain digits without blanks.

    Two numbers in two lines of a cell would become one (120 and 150: 120150), the sign of a
    footnote its last digit (120①, 120²: 1201, 1202), and digits turned round by a sign that shows nothing
    would be read the other way.
    """
    bare = text.replace(_SQUARE_METRE, "")
    noted = any(category(sign) == "No" for sign in bare)
    return not (noted or _REVERSED in bare or _RUN_TOGETHER.search(bare))
