"""From counts to points, score, vetoes and grade (standard.md §3, readings 31–35).

Scores are exact rationals. They are first computed in floating point; wherever the rounding to
two decimals could hang on the last digits, the region is computed again with fractions, so the
published score is always the exact one, rounded half up.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import Any

import polars as pl

from metrics.errors import RulePackInvalid
from metrics.rating.rule_keys import Band, Points
from metrics.rating.sheet_points import SCORED, by_gates, by_sheet
from metrics.rules.value import Rules
from metrics.standards.standard import Standard

WIDE = pl.Int128
BASELINE = "底线"
"""The group of items that are required of everybody."""
DOUBT = 1e-6  # far above the error of some 40 float additions, far below a half


def measure_weights(rules: Rules, standard: Standard) -> dict[str, Fraction]:
    """Return the weight (分值) of each measure: its item's, split evenly over its measures."""
    weights: dict[str, Fraction] = rules["item_weights"]
    return {
        code: weights[item.code] / len(item.measures) for code, item in standard.item_of.items()
    }


def points_frame(rules: Rules, standard: Standard) -> pl.DataFrame:
    """Return one row per measure: its weight and its points function in whole numbers.

    With rate n/d the part earned is clip(n·times - d·less, 0, d·over) / (d·over); a threshold
    earns all of it or nothing.
    """
    rows = [
        (code, str(weight), float(weight), *_shape(rules, code))
        for code, weight in measure_weights(rules, standard).items()
    ]
    names = ("measure", "weight", "weight_float", "times", "less", "over", "threshold")
    types = (pl.String, pl.String, pl.Float64, WIDE, WIDE, WIDE, pl.Boolean)
    return pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")


def _shape(rules: Rules, code: str) -> tuple[int, int, int, bool]:
    points: Points = rules["points"].get(code, rules["points"]["default"])
    target = rules[points.target] if isinstance(points.target, str) else points.target
    floor = points.floor
    if points.shape == "threshold":
        return target.denominator, 0, target.numerator, True
    span = target.numerator * floor.denominator - floor.numerator * target.denominator
    return (
        floor.denominator * target.denominator,
        floor.numerator * target.denominator,
        span,
        False,
    )


def earned(
    counts: pl.DataFrame, rules: Rules, standard: Standard, *, favour: bool = False
) -> pl.DataFrame:
    """Add to each row of counts what its rate earns: `part` of `whole` (integers), and `weight`.

    `favour` judges unknown records as met; blank amounts leave a share as it is. A share with no
    known amount is 0. By a score sheet (考核细则) the rows of an item share what the item earns.
    """
    if SCORED in rules:
        return by_sheet(counts, rules, standard, favour=favour)
    met = pl.col("numerator")
    if favour:
        met = met + pl.when("amounts").then(0).otherwise("unknown")
    base = pl.col("denominator").cast(WIDE)
    whole = base * pl.col("over")
    part = (met.cast(WIDE) * pl.col("times") - base * pl.col("less")).clip(0)
    part = pl.when("threshold").then((part >= whole).cast(WIDE) * whole).otherwise(part)
    return (
        counts.join(points_frame(rules, standard), on="measure", how="left", maintain_order="left")
        .with_columns(part=pl.min_horizontal(part, whole), whole=whole)
        .with_columns(whole=pl.when(pl.col("whole") == 0).then(1).otherwise("whole"))
        .drop("times", "less", "over", "threshold")
    )


def scores(earnings: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Return region and score in hundredths of a point (Int64), for regions with a measure.

    Weights of measures that do not apply are spread over the others, given in full, or lost, as
    the rule not_applicable says.
    """
    total, out_of = sum(rules["item_weights"].values()), full_score(rules)
    fast = earnings.group_by("region").agg(
        won=(pl.col("weight_float") * pl.col("part").cast(pl.Float64) / pl.col("whole")).sum(),
        asked=pl.col("weight_float").sum(),
    )
    won, asked = pl.col("won"), pl.col("asked")
    share = {
        "spread": won / asked,
        "full": (won + float(total) - asked) / float(total),
        "zero": won / float(total),
    }[rules["not_applicable"]]
    fast = fast.with_columns(hundredths=share * float(out_of * 100)).with_columns(
        score=(pl.col("hundredths") + 0.5).floor().cast(pl.Int64, strict=False),
        doubt=(((pl.col("hundredths") % 1) - 0.5).abs() < DOUBT) | (asked == 0),
    )
    doubtful = fast.filter(pl.col("doubt") | ~pl.col("hundredths").is_finite())["region"]
    settled = _settled(earnings.filter(pl.col("region").is_in(doubtful.implode())), rules)
    return (
        fast.select("region", "score")
        .update(settled, on="region", include_nulls=True)
        .sort("region")
    )


def _settled(earnings: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    rows = [
        (str(region), exact_score(group.iter_rows(named=True), rules))
        for (region,), group in earnings.group_by("region")
    ]
    return pl.DataFrame(rows, schema={"region": pl.String, "score": pl.Int64}, orient="row")


def exact_score(earnings: Iterable[dict[str, Any]], rules: Rules) -> int | None:
    """Return one region's score in hundredths by exact fractions, rounded half up.

    None where no measure with a weight applies.
    """
    rows = [(Fraction(r["weight"]), Fraction(int(r["part"]), int(r["whole"]))) for r in earnings]
    won = sum((weight * share for weight, share in rows), Fraction(0))
    asked = sum((weight for weight, _ in rows), Fraction(0))
    total = sum(rules["item_weights"].values())
    if not asked:
        return None
    share = {
        "spread": won / asked,
        "full": (won + total - asked) / total,
        "zero": won / total,
    }[rules["not_applicable"]]
    # Never negative, so int() rounds down.
    return int(share * full_score(rules) * 100 + Fraction(1, 2))


def full_score(rules: Rules) -> Fraction:
    """Return what a score is out of: 100, unless a score sheet (考核细则) adds up to another total."""
    return Fraction(sum(rules["item_weights"].values())) if SCORED in rules else Fraction(100)


def any_score(rules: Rules) -> int:
    """Return a whole number of hundredths that no score exceeds, with its bonus and at any weights."""
    best = Fraction(1)
    if SCORED in rules:
        worth = rules["item_weights"]
        best = max(1 + each.function.bonus / worth[code] for code, each in rules[SCORED].items())
    return ceil(best * full_score(rules) * 100)


def vetoes(counts: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Return the regions that a veto measure (一票否决) bars, and those that it might bar.

    Columns: region, vetoes (codes with a record not met, sorted; unknown never bars), barred,
    barred_at_worst (also if every unknown record were judged against the region). By a score sheet
    (考核细则) its gates bar.
    """
    if SCORED in rules:
        return by_gates(counts, rules)
    veto = pl.col("measure").is_in(rules["veto_measures"])
    unmet, unknown = pl.col("unmet") > 0, pl.col("unknown") > 0
    return (
        counts.group_by("region")
        .agg(
            vetoes=pl.col("measure").filter(veto & unmet).sort(),
            barred_at_worst=(veto & (unmet | unknown)).any(),
        )
        .with_columns(barred=pl.col("vetoes").list.len() > 0)
        .sort("region")
    )


def breaches(counts: pl.DataFrame, standard: Standard) -> pl.DataFrame:
    """Count the 底线 measures that each region breaches: those with a record that is not met.

    Columns: region, breaches, breaches_at_worst (also if every unknown record were judged against the
    region). A region without a record has no row.
    """
    items = standard.item_of.items()
    codes = [code for code, item in items if item.group == BASELINE]
    baseline = pl.col("measure").is_in(codes) & ~pl.col("amounts")
    unmet, unknown = pl.col("unmet") > 0, pl.col("unknown") > 0
    return (
        counts.group_by("region")
        .agg(
            breaches=(baseline & unmet).sum().cast(pl.Int64),
            breaches_at_worst=(baseline & (unmet | unknown)).sum().cast(pl.Int64),
        )
        .sort("region")
    )


def grade(score: pl.Expr, barred: pl.Expr, rules: Rules) -> pl.Expr:
    """Name the grade (等次) of a score in hundredths; null has none.

    Where the effect of a veto is `cap`, a barred region gets veto_grade_cap at best.

    Raises:
        RulePackInvalid: if that is none of the grades in force.
    """
    bands: tuple[Band, ...] = rules["grade_bands"]
    order = [band.grade for band in bands]
    lowest_allowed = _cap(rules, order) if rules["veto_effect"] == "cap" else 0
    place = pl.coalesce(
        pl.when(_covered(score, band)).then(pl.lit(number)) for number, band in enumerate(bands)
    )
    capped = pl.when(barred).then(pl.max_horizontal(place, pl.lit(lowest_allowed)))
    number = pl.when(score.is_not_null()).then(capped.otherwise(place))
    return number.replace_strict(list(range(len(order))), order, return_dtype=pl.String)


def _cap(rules: Rules, order: list[str]) -> int:
    cap = rules["veto_grade_cap"]
    if cap not in order:
        raise RulePackInvalid(
            f"参数“否决后的最高等次”的值“{cap}”不是等次分数段中的等次（{'、'.join(order)}），请更正。"
        )
    return order.index(cap)


def _covered(score: pl.Expr, band: Band) -> pl.Expr:
    low, high = band.low * 100, band.high * 100
    at_low, at_high = score * low.denominator, score * high.denominator
    above = at_low >= low.numerator if band.low_included else at_low > low.numerator
    below = at_high <= high.numerator if band.high_included else at_high < high.numerator
    return above & below
