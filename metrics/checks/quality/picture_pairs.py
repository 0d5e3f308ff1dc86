"""Pictures that are nearly the same: perceptual hashes (pHash) of 64 bits a few bits apart."""

from itertools import pairwise

import polars as pl

BITS, DIGITS = 64, 16
NEAREST = {
    "photo": pl.String, "compound": pl.String, "twin": pl.String, "twin_photo": pl.String,
    "distance": pl.Int64,
}  # fmt: skip


def alike(photos: pl.DataFrame, *, most: int) -> pl.DataFrame:
    """Return of each picture the nearest one of another compound, at most so many bits away.

    `photos` have photo, compound and phash (16 hexadecimal digits; others are no hash). Of two pictures `most`
    bits apart at least one of most + 1 slices of the hash is the same in both, so only those are compared.
    """
    hashed = photos.select("photo", "compound", "phash").filter(
        pl.col("phash").str.contains(rf"^[0-9A-Fa-f]{{{DIGITS}}}$")
    )
    bits = hashed.with_columns(bits=_bits(pl.col("phash")))
    slices = min(most + 1, BITS)
    bounds = [BITS * at // slices for at in range(slices + 1)]
    pairs = [_sharing(bits, low, high) for low, high in pairwise(bounds)]
    found = pl.concat(pairs) if pairs else _sharing(bits, 0, BITS)
    near = found.unique().filter(pl.col("distance") <= most)
    order = near.sort("photo", "compound", "distance", "twin", "twin_photo")
    return order.unique(["photo", "compound"], keep="first", maintain_order=True).select(
        pl.col(name).cast(kind) for name, kind in NEAREST.items()
    )


def _bits(digits: pl.Expr) -> pl.Expr:
    high, low = (
        part.str.to_integer(base=16, dtype=pl.UInt64)
        for part in (digits.str.slice(0, 8), digits.str.slice(8))
    )
    return high * 2**32 + low


def _sharing(bits: pl.DataFrame, low: int, high: int) -> pl.DataFrame:
    """Pair pictures of different compounds whose hashes are the same from one bit to another."""
    part = pl.col("bits") // 2**low % 2 ** (high - low) if high - low < BITS else pl.col("bits")
    cut = bits.with_columns(part=part)
    both = cut.join(cut, on="part", suffix="_twin").filter(
        pl.col("compound") != pl.col("compound_twin")
    )
    apart = (pl.col("bits") ^ pl.col("bits_twin")).bitwise_count_ones().cast(pl.Int64)
    return both.select(
        "photo", "compound", twin="compound_twin", twin_photo="photo_twin", distance=apart
    )
