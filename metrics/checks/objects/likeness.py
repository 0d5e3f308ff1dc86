"""Whether two compounds may be one: names that are written alike, addresses a few characters apart."""

import polars as pl

_NUMERALS = dict(zip("一二三四五六七八九〇零", "12345678900", strict=True))


def plain(name: str) -> pl.Expr:
    """Write a column of names as they are compared: half-width, digits for numerals, no blanks or marks."""
    digits = pl.col(name).str.normalize("NFKC").str.to_lowercase().str.replace_many(_NUMERALS)
    return digits.str.replace_all(r"[^\p{L}\p{N}]", "")


def apart(one: str, other: str, *, most: int) -> int:
    """Count the characters to add, drop or change from one text to another; more than `most` is most + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before = list(range(len(other) + 1))
    for row, sign in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            changed = before[column - 1] + (sign != against)
            now.append(min(changed, before[column] + 1, now[-1] + 1))
        if min(now) > most:
            return most + 1
        before = now
    return min(before[-1], most + 1)
