"""Pictures that are the same, or nearly: perceptual hashes (pHash) of 64 bits a few bits apart."""

from itertools import pairwise

import polars as pl

BITS, DIGITS = 64, 16
NEAREST = pl.Schema({
    "photo": pl.String, "compound": pl.String, "twin": pl.String, "twin_photo": pl.String,
    "distance": pl.Int64,
})  # fmt: skip


def alike(photos: pl.DataFrame, *, most: int) -> pl.DataFrame:
    """Return of each picture the nearest one of another compound, at most so many bits away.

    `photos` have photo, compound, region and phash (16 hexadecimal digits; others are no hash). The same hash is
    found anywhere, a near one within the region: all pictures of a nation against each other would be too
    many. Of two pictures `most` bits apart at least one of most + 1 slices of the hash is the same in both, so
    only those are compared.
    """
    hashed = photos.select("photo", "compound", "region", "phash").filter(
        pl.col("phash").str.contains(rf"^[0-9A-Fa-f]{{{DIGITS}}}$")
    )
    bits = hashed.with_columns(bits=_bits(pl.col("phash")))
    slices = min(most + 1, BITS)
    bounds = [BITS * at // slices for at in range(slices + 1)]
    pairs = [_same(bits), *(_sharing(bits, low, high) for low, high in pairwise(bounds))]
    near = pl.concat(pairs).filter(pl.col("distance") <= most)
    order = near.sort("photo", "compound", "distance", "twin", "twin_photo")
    return order.unique(["photo", "compound"], keep="first", maintain_order=True)


def _bits(digits: pl.Expr) -> pl.Expr:
    high, low = (
        part.str.to_integer(base=16, dtype=pl.UInt64)
        for part in (digits.str.slice(0, 8), digits.str.slice(8))
    )
    return high * 2**32 + low


def _same(bits: pl.DataFrame) -> pl.DataFrame:
    """Pair each picture with one of another compound that has the very hash: the first, or else the last."""
    ends = bits.sort("compound", "photo").group_by("bits", maintain_order=True).agg(
        *(pl.col(name).first().alias(f"{name}_first") for name in ("compound", "photo")),
        *(pl.col(name).last().alias(f"{name}_last") for name in ("compound", "photo")),
    )  # fmt: skip
    both = bits.join(ends.filter(pl.col("compound_first") != pl.col("compound_last")), on="bits")
    own = pl.col("compound") == pl.col("compound_first")
    twin, photo = (
        pl.when(own).then(f"{name}_last").otherwise(f"{name}_first")
        for name in ("compound", "photo")
    )
    return both.select(
        "photo", "compound", twin=twin, twin_photo=photo, distance=pl.lit(0, pl.Int64)
    ).cast(pl.Schema(NEAREST))  # fmt: skip


def _sharing(bits: pl.DataFrame, low: int, high: int) -> pl.DataFrame:
    """Pair pictures of different compounds of a region whose hashes are the same from one bit to another."""
    part = pl.col("bits") // 2**low % 2 ** (high - low) if high - low < BITS else pl.col("bits")
    cut = bits.with_columns(part=part)
    both = cut.join(cut, on=["region", "part"], suffix="_twin").filter(
        pl.col("compound") != pl.col("compound_twin")
    )
    apart = (pl.col("bits") ^ pl.col("bits_twin")).bitwise_count_ones().cast(pl.Int64)
    pairs = both.select(
        "photo", "compound", twin="compound_twin", twin_photo="photo_twin", distance=apart
    )
    return pairs.cast(pl.Schema(NEAREST))
