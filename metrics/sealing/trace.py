"""The trace code (溯源码) of a figure: twelve characters that say which figure it is, and of which data.

55 bits say the kind of figure (9), whose it is (20: the code of a division), the data date (13), the
plan year (3) and ten bits of the basis, which is a digest of scope, standard, records and rules: the
same data and rules give a figure the same code on a live page and in a sealed round, other data or
rules nearly always another. They are written in base 32 (Crockford's digits, without I, L, O and U);
the twelfth character makes the weighted sum of all twelve vanish in the field of 32 elements. Every
place has another weight, so that one wrong character and two characters in exchanged places, be they
neighbours or not, are always found.
"""

import unicodedata
from datetime import date, timedelta
from functools import reduce
from operator import xor
from typing import NamedTuple

from metrics.errors import UserError
from metrics.rating.evaluation import Evaluation
from metrics.scope import Scope
from metrics.sealing.container import canonical, sha256
from metrics.sealing.figures import name_of, number_of
from metrics.sealing.seal import told

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MEANT = str.maketrans("OIL", "011")
"""What is read for a letter that no code has, because it looks like a digit."""
BETWEEN = ("Pd", "Pc", "Sm", "Cf")
"""The kinds of characters that may stand between the others: dashes, minus signs, what is not seen."""
LENGTH, GROUP = 12, 4
BITS = {"figure": 9, "region": 20, "day": 13, "ahead": 3, "basis": 10}
FIRST_DAY = date(2019, 1, 1)
LAST_DAY = FIRST_DAY + timedelta(days=(1 << BITS["day"]) - 1)
YEARS_AHEAD = 1
"""A plan year is at most so many years after that of the data date, and seven fewer before it."""
_FIELD = 0b100101
"""The field of 32 elements: polynomials over the bits modulo x⁵ + x² + 1."""


class CodeUnsound(UserError):
    """What was typed is no trace code; the text says which character, or that the last does not fit."""

    exit_code = 15


class Traced(NamedTuple):
    """What a code says: the kind of figure (`figures.FIGURES`), whose, data date, plan year and basis."""

    figure: str
    region: str
    as_of: date
    year: int
    basis: int


def basis_of(scope: Scope, evaluation: Evaluation) -> int:
    """Return the basis of the figures of an evaluation that answers a scope: 0 to 1023."""
    return basis(
        scope._replace(place=evaluation.place), standard=evaluation.standard.document,
        data=evaluation.data_digest, rules=evaluation.rules.digest,
    )  # fmt: skip


def basis(scope: Scope, *, standard: str, data: str, rules: str) -> int:
    """Return the basis of figures of a scope whose place is a whole code, by what they rest on.

    That is the document of the standard, and the digests of the records and of the rules as the
    standard reads them.
    """
    asked = canonical([told(scope), standard, data, rules])
    return int(sha256(asked)[:8], 16) >> (32 - BITS["basis"])


def code(traced: Traced) -> str:
    """Write the code of a figure; empty where none can be: a figure of another kind, day or year.

    The plan year lies at most YEARS_AHEAD after the year of the data date and 6 before it.
    """
    figure, ahead = number_of(traced.figure), traced.as_of.year + YEARS_AHEAD - traced.year
    known = FIRST_DAY <= traced.as_of <= LAST_DAY and 0 <= ahead < 1 << BITS["ahead"]
    if figure is None or not known or not (traced.region.isdigit() and len(traced.region) == 6):
        return ""
    values = {
        "figure": figure, "region": int(traced.region), "day": (traced.as_of - FIRST_DAY).days,
        "ahead": ahead, "basis": traced.basis,
    }  # fmt: skip
    packed = 0
    for name, bits in BITS.items():
        packed = packed << bits | values[name]
    return written(packed)


def written(packed: int) -> str:
    """Write 55 bits as the characters of a code, the check character behind them."""
    numbers = [packed >> 5 * place & 31 for place in reversed(range(LENGTH - 1))]
    return grouped("".join(DIGITS[n] for n in (*numbers, _check(numbers))))


def grouped(characters: str) -> str:
    """Write the characters of a code as people read them: 3D5V-4CD2-1D16."""
    return "-".join(characters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def typed(text: str) -> str:
    """Return the characters that were meant: one case and width, without blanks and dashes."""
    wide = unicodedata.normalize("NFKC", text).upper()
    kept = (c for c in wide if not c.isspace() and unicodedata.category(c) not in BETWEEN)
    return "".join(kept).translate(MEANT)


def is_code(text: str) -> bool:
    """Say whether a text is a trace code without a mistake: what is sought may be anything else."""
    numbers = [DIGITS.find(character) for character in typed(text)]
    return len(numbers) == LENGTH and min(numbers) >= 0 and not _weighed(numbers)


def looks_printed(text: str) -> bool:
    """Say whether a text is grouped as codes are, right or wrong: 3D5V-4CD2-1D16."""
    parts = unicodedata.normalize("NFKC", text).strip().split("-")
    return len(parts) == LENGTH // GROUP and all(
        len(part) == GROUP and part.isascii() and part.isalnum() for part in parts
    )


def read(text: str) -> Traced:
    """Return what a code says, however it was typed: case, width, blanks, dashes, O for 0, I or L for 1.

    Raises:
        CodeUnsound: it is no code; the text says which character is wrong, or that two may have changed
            places.
    """
    numbers = _numbers(typed(text))
    if _weighed(numbers):
        raise CodeUnsound(
            f"溯源码“{text.strip()}”的校验位不符：有一个字符输错，或有两个字符颠倒，请对照原文再输入。"
        )
    packed = reduce(lambda before, n: before << 5 | n, numbers[:-1], 0)
    values: dict[str, int] = {}
    for name, bits in reversed(BITS.items()):
        values[name], packed = packed & ((1 << bits) - 1), packed >> bits
    figure, as_of = name_of(values["figure"]), FIRST_DAY + timedelta(days=values["day"])
    if figure is None or values["region"] > 999_999:
        raise CodeUnsound(
            f"溯源码“{text.strip()}”所指的数字本程序没有：请核对，或用更新的版本查询。"
        )
    year = as_of.year + YEARS_AHEAD - values["ahead"]
    return Traced(figure, f"{values['region']:06}", as_of, year, values["basis"])


def _numbers(characters: str) -> list[int]:
    for place, character in enumerate(characters, start=1):
        if character not in DIGITS:
            raise CodeUnsound(
                f"溯源码的第{place}个字符“{character}”不对：溯源码只用数字和除I、L、O、U以外的英文字母。"
            )
    if len(characters) != LENGTH:
        raise CodeUnsound(
            f"溯源码应为{LENGTH}个字符（如3D5V-4CD2-1D16），输入了{len(characters)}个，请对照原文再输入。"
        )
    return [DIGITS.index(character) for character in characters]


def _times(left: int, right: int) -> int:
    """Multiply in the field of 32 elements."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left, right = left << 1, right >> 1
        if left & 32:
            left ^= _FIELD
    return product


def _weights() -> tuple[int, ...]:
    weights = [1]
    while len(weights) < LENGTH:
        weights.append(_times(weights[-1], 2))
    return tuple(reversed(weights))


WEIGHTS = _weights()
"""The weight of each place: powers of a generator, all different; that of the last is 1."""


_PRODUCTS = tuple(tuple(_times(n, weight) for n in range(32)) for weight in WEIGHTS)
"""What every character adds in every place: a page writes thousands of codes."""


def _weighed(numbers: list[int]) -> int:
    """Return the weighted sum: 0 of a sound code."""
    return reduce(xor, (adds[n] for adds, n in zip(_PRODUCTS, numbers, strict=True)), 0)


def _check(numbers: list[int]) -> int:
    return _weighed([*numbers, 0])
