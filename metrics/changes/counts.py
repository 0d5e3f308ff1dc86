"""Changes counted per region and kind, rolled up along 区划 to every level."""

from collections.abc import Iterable, Mapping

import polars as pl

from metrics.changes.kinds import DATED, KINDS, LABELS, LIGHTS, standing
from metrics.records.frames import Frames
from metrics.records.regions import lineage
from metrics.rules.value import Rules

FIGURES = ("change", "late", "corrected", "unknown", "afterwards")
COUNTED = {"region": pl.String, "kind": pl.String, **dict.fromkeys(FIGURES, pl.Int64)}


def change_counts(
    records: pl.DataFrame,
    steps: tuple[Frames, Frames, Frames, Frames],
    *,
    regions: pl.DataFrame,
    scope: pl.DataFrame,
    rules: Rules,
    with_lights: bool,
    homes: Mapping[str, str],
) -> pl.DataFrame:
    """Return one row for every region in scope and kind, as COUNTED has them, sorted by both.

    `steps`: the earlier date as known then, as known now and with corrections, and the later date.
    `homes` are where the records of divisions that are no more count. Without lights nothing is
    known of theirs: null, not 0. `afterwards` is the part of `change` that is reported afterwards
    (补报); null of kinds that are not told apart.
    """
    told = records.filter("afterwards")
    tree = lineage(regions).join(scope, left_on="ancestor", right_on="region", how="semi")
    figures = [
        records.group_by("region", "kind").agg(change=pl.col("amount").sum()),
        _moved("late", steps[0], steps[1], rules),
        _moved("corrected", steps[1], steps[2], rules),
        _unknown(steps[3], rules),
        told.group_by("region", "kind").agg(afterwards=pl.col("amount").sum()),
    ]
    counts = scope.select("region").join(pl.DataFrame({"kind": list(LABELS)}), how="cross")
    for figure, owned in zip(FIGURES, figures, strict=True):
        at_home = owned.with_columns(pl.col("region").replace(homes))
        summed = (
            tree.join(at_home, on="region")
            .group_by("kind", region="ancestor")
            .agg(pl.col(figure).sum())
        )
        counts = counts.join(summed, on=["region", "kind"], how="left")
    return _blanked(counts, with_lights=with_lights).select(list(COUNTED)).sort("region", "kind")


def updates(before: Frames, after: Frames, scope: pl.DataFrame) -> pl.DataFrame:
    """Return region, units (bottom divisions, itself included) and updated.

    A unit has updated if it has a submission for a data date after the earlier one. A change of 0
    where nobody has updated means that nothing was heard, not that nothing happened. What was
    handed on by a change of divisions (区划调整) is no news.
    """
    bottom = scope.join(scope, left_on="region", right_on="parent", how="anti").select("region")
    handed_on = {(each.new, each.since) for each in after.successions}
    heard = after.reporting.filter(pl.col("data_date") > before.as_of).select("unit", "data_date")
    fresh = pl.Series(
        [unit for unit, day in heard.rows() if (unit, day) not in handed_on], dtype=pl.String
    ).implode()
    units = bottom.with_columns(updated=pl.col("region").is_in(fresh))
    tree = lineage(scope).join(units, on="region")
    return (
        tree.group_by(region="ancestor")
        .agg(units=pl.len().cast(pl.Int64), updated=pl.col("updated").sum().cast(pl.Int64))
        .sort("region")
    )


def _moved(figure: str, left: Frames, right: Frames, rules: Rules) -> pl.DataFrame:
    """Return by how much the set of each kind differs between two readings of one data date."""
    parts = [pl.DataFrame(schema={"region": pl.String, "kind": pl.String, figure: pl.Int64})]
    if left is not right:
        parts += [_difference(code, figure, left, right, rules) for code in _sets()]
    return pl.concat(parts)


def _difference(code: str, figure: str, left: Frames, right: Frames, rules: Rules) -> pl.DataFrame:
    now = standing(code, right, rules).select("region", "amount")
    then = standing(code, left, rules).select("region", -pl.col("amount"))
    both = pl.concat([now, then])
    return both.select("region", pl.lit(code).alias("kind"), pl.col("amount").alias(figure))


def _unknown(after: Frames, rules: Rules) -> pl.DataFrame:
    money = (code for code, kind in KINDS.items() if kind.money)
    return pl.concat(
        standing(code, after, rules).select("region", pl.lit(code).alias("kind"), "unknown")
        for code in money
    )


def _sets() -> Iterable[str]:
    return (code for code, kind in KINDS.items() if not kind.lost)


def _blanked(counts: pl.DataFrame, *, with_lights: bool) -> pl.DataFrame:
    # No changed record is a count of 0; of lights only the change itself is told, if that.
    lit = pl.col("kind").is_in(list(LIGHTS))
    counted = {name: pl.when(~lit).then(pl.col(name).fill_null(0)) for name in FIGURES[1:]}
    change = pl.col("change").fill_null(0)
    counted["afterwards"] = pl.when(pl.col("kind").is_in(DATED)).then(counted["afterwards"])
    return counts.with_columns(
        change=change if with_lights else pl.when(~lit).then(change), **counted
    )
