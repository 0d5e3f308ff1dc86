"""What people typed, as screens and papers show it: nothing unseen, nothing that moves its neighbours."""

import re
from functools import lru_cache

from metrics.records.printable import visible

SEEN = 2**16
"""So many texts are remembered: a table says the same again and again."""
ISOLATED = "\u2067{}\u2069"
"""Words set from right to left among others; no number or bracket beside them changes sides."""
_ARABIC = "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_ENDS = "[^\\W\\d_]|[\u2018-\u201f\u3000-\u303f\uff00-\uffef]"
_RIGHT_TO_LEFT = re.compile(f"[{_ARABIC}](?:(?:(?!{_ENDS}).)*[{_ARABIC}])*")


@lru_cache(maxsize=SEEN)
def shown(text: str) -> str:
    """Return what is shown of a text.

    What the doors let in stands as it is. A text stored before they asked is shown too: what no font
    has, and what cannot be seen and would turn its neighbours around, by its code point.
    """
    return _RIGHT_TO_LEFT.sub(lambda words: ISOLATED.format(words[0]), visible(text))
