"""手工评分：台账没有的内容，由评分人按文件给分

分母：每个市、县一条，为该项分值。分子：所给的分。没有评分的为“未评”，是未知，不是0分。
各市、县的分各自评定，市的分不由所辖县区的分汇总。省、全国不评。
例：满分4分给2.5分 → 2.5/4；未评 → 未知1。
"""

from fractions import Fraction

import polars as pl

from metrics.records.frames import Frames
from metrics.records.schema import Kind
from metrics.rules.value import Rules
from metrics.standards.measure import Judge, Measure, derived, judged

COLUMNS = (
    derived("given_points", "评定分数", Kind.TEXT),
    derived("scorer", "评分人", Kind.TEXT),
    derived("scored_on", "评分日期", Kind.DATE),
    derived("evidence", "评分依据", Kind.TEXT),
    derived("part", "构成", Kind.TEXT),
)
SHOWS = ("name", *(column.name for column in COLUMNS))


def by_hand(item: str, worth: Fraction) -> Measure:
    """Return the figure of an item that people score, `worth` so many points."""
    return Measure(
        code="",
        title="手工评分",
        denominator="该项分值",
        numerator="评定的分数",
        judge=_judge(item, worth),
        sheet="regions",
        amounts=True,
        unit="分",
        derives=COLUMNS,
        of_each=True,
    )


def _judge(item: str, worth: Fraction) -> Judge:
    whole = int(worth * 100)

    def given_points(frames: Frames, _rules: Rules) -> pl.LazyFrame:
        """Judge how many of an item's points were given to each city and county, in hundredths."""
        given = frames.given.hand_scores.lazy().filter(pl.col("item") == item).drop("item")
        asked = frames.governments("市", "县").join(given, on="region", how="left")
        points = pl.col("points")
        sides = (
            ("得分", points.is_not_null(), True, points),
            ("失分", points < whole, False, whole - points),
            ("未评", points.is_null(), None, pl.lit(None, pl.Int64)),
        )
        return pl.concat(
            judged(
                asked.filter(which).with_columns(part=pl.lit(word), given_points=_written(points)),
                record=pl.concat_str("region", pl.lit(word), separator=" "),
                met=pl.lit(met, pl.Boolean),
                amount=amount,
                shows=SHOWS,
            )
            for word, which, met, amount in sides
        )

    return given_points


def _written(hundredths: pl.Expr) -> pl.Expr:
    """Write hundredths of a point as 2.50; null stays null."""
    cents = (hundredths % 100).cast(pl.String).str.zfill(2)
    return pl.concat_str((hundredths // 100).cast(pl.String), cents, separator=".")
