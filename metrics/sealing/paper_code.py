"""The 核验码 of an issued paper: twelve characters by which its print is found in the register.

It is written with the digits and the check character of a trace code (溯源码) and begins with nine bits of
zero: no kind of figure has the number 0, so that neither code is ever taken for the other. The other 46
bits are the first of the digest of all that the paper says.
"""

from metrics.sealing.trace import BITS, DIGITS, LENGTH, grouped, is_code, typed, written

TOLD = 5 * (LENGTH - 1) - BITS["figure"]
"""So many bits of the digest are told."""
_HEX = 4 * LENGTH
"""The bits of so many hexadecimal digits as a code has characters are more than are told."""


def paper_code(digest: str) -> str:
    """Write the 核验码 of a paper's digest (hexadecimal)."""
    return written(int(digest[:LENGTH], 16) >> (_HEX - TOLD))


def is_paper_code(text: str) -> bool:
    """Say whether a text is a 核验码 without a mistake, however it was typed."""
    characters = typed(text)
    leading = 5 * 2 - BITS["figure"]
    return (
        is_code(text) and characters[0] == DIGITS[0] and DIGITS.index(characters[1]) < 1 << leading
    )


def digest_begins(code: str) -> str:
    """Return the hexadecimal digits with which every digest begins that a 核验码 stands for."""
    packed = 0
    for character in typed(code)[: LENGTH - 1]:
        packed = packed << 5 | DIGITS.index(character)
    whole = TOLD // 4
    return f"{packed >> TOLD - 4 * whole:0{whole}x}"


def as_printed(text: str) -> str:
    """Return a 核验码 as papers bear it."""
    return grouped(typed(text))
