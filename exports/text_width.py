"""How wide a text is on paper, counted in half-ems: a digit is one, a Chinese character two."""

from functools import lru_cache
from math import ceil
from unicodedata import east_asian_width


@lru_cache(maxsize=2**16)
def half_ems(text: str, narrow: float = 1) -> int:
    """Return the width of a text in half-ems; 宋体 draws marks and long dashes wide as well."""
    wide = sum(east_asian_width(character) in "WFA" for character in text)
    return 2 * wide + ceil((len(text) - wide) * narrow)
