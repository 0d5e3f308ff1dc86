"""What the items of a score sheet (考核细则) earn: the counts of each item's figures, by its function.

An item is worth its points in every division where one of its figures applies; the rows of its figures
share them evenly, so that points of rows add up to points of items. What is not known earns nothing yet,
and in favour everything: a blank amount, an item not scored by hand (未评), a target that is not set.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.rating.functions import Figure, Found, Scored
from metrics.rules.value import Rules
from metrics.standards.standard import Standard

SCORED, TARGETS, GATES = "scored", "targets", "gates"
"""Rules that a score sheet lays down: how each item is scored, targets of divisions, thresholds."""
WIDE = pl.Int128
Row = dict[str, Any]


def by_sheet(
    counts: pl.DataFrame, rules: Rules, standard: Standard, *, favour: bool
) -> pl.DataFrame:
    """Add weight, part and whole to each row of counts (see `scoring.earned`), by the sheet."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in counts.iter_rows(named=True):
        groups.setdefault((row["region"], standard.item_of[row["measure"]].code), []).append(row)
    earned = {
        key: item_points(rows, rules, standard, region=key[0], item=key[1], favour=favour)
        for key, rows in groups.items()
    }
    shares = []
    for region, measure in counts.select("region", "measure").iter_rows():
        item = standard.item_of[measure].code
        weight = rules["item_weights"][item] / len(groups[region, item])
        share = earned[region, item] / rules["item_weights"][item]
        shares.append((str(weight), float(weight), share.numerator, share.denominator))
    names = {"weight": pl.String, "weight_float": pl.Float64, "part": WIDE, "whole": WIDE}
    return counts.hstack(pl.DataFrame(shares, schema=names, orient="row"))


def item_points(
    rows: Sequence[Row], rules: Rules, standard: Standard, *, region: str, item: str, favour: bool
) -> Fraction:
    """Return what an item earns in a region by the rows of its figures, exactly."""
    scored: Scored = rules[SCORED][item]
    worth: Fraction = rules["item_weights"][item]
    target = target_in(rules, region, item)
    most = worth + scored.function.bonus
    figures = _figures(rows, standard, item, favour=favour)
    if target is None or not figures:
        return most if favour else Fraction(0)
    return scored.function.earns(Found(worth, figures, target))


def target_in(rules: Rules, region: str, item: str) -> Fraction | None:
    """Return the target of an item in a region; null where none is set and nothing stands in for it."""
    scored: Scored = rules[SCORED][item]
    own: Mapping[tuple[str, str], Fraction] = rules[TARGETS]
    if scored.by_region and (region, item) in own:
        return own[region, item]
    if isinstance(scored.target, str):
        named: Fraction = rules[scored.target]
        return named
    return scored.target


def _figures(rows: Iterable[Row], standard: Standard, item: str, *, favour: bool) -> list[Figure]:
    """Read the rows of an item; in favour, what unknown amounts leave open is left out."""
    places = {measure.code: n for n, measure in enumerate(standard.by_code[item].measures)}
    found = []
    for row in rows:
        met, unknown = row["numerator"], row["unknown"]
        if favour and unknown and row["amounts"]:
            continue
        if favour:
            met, unknown = met + unknown, 0
        asked = row["denominator"]
        found.append(Figure(places[row["measure"]], met, asked, unknown, row["unmet"]))
    return found


def by_gates(counts: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Return the regions that a threshold (门槛) of the sheet bars, in the columns of `scoring.vetoes`.

    A region is barred where even with every unknown record met the rate is below the threshold.
    """
    gates: Mapping[str, Fraction] = rules[GATES]
    rows = []
    for region, group in counts.group_by("region"):
        failed, open_ = [], False
        for row in group.filter(pl.col("measure").is_in(list(gates))).iter_rows(named=True):
            gate, asked = gates[row["measure"]], row["denominator"]
            below = row["numerator"] < gate * asked
            possible = row["unknown"] if not row["amounts"] else asked * bool(row["unknown"])
            if below and row["numerator"] + possible < gate * asked:
                failed.append(row["measure"])
            open_ |= below
        rows.append((region[0], sorted(failed), open_, bool(failed)))
    names = ("region", "vetoes", "barred_at_worst", "barred")
    types = (pl.String, pl.List(pl.String), pl.Boolean, pl.Boolean)
    schema: dict[str, pl.DataType | type[pl.DataType]] = dict(zip(names, types, strict=True))
    return pl.DataFrame(rows, schema=schema, orient="row").sort("region")
