"""Of whom too little was reported to tell a score or grade: said in grey, never as 差."""

from collections.abc import Mapping

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.records.regions import lineage

NOT_REPORTED, FEW_REPORTED = "未报送", "多数未报送"
FIGURES = ("score", "rank", "rank_best", "rank_worst")


def told_scores(evaluation: Evaluation) -> pl.DataFrame:
    """Return the scores as pages, papers and meetings tell them, in the order of the evaluation.

    Adds `unheard`, the word of `unheard` (empty: enough was reported). Of those of whom nobody
    reported FIGURES are null, and the grade is null of all who have a word.
    """
    words = unheard(evaluation)
    said = [words.get(region, "") for region in evaluation.scores["region"]]
    word = pl.col("unheard")
    return evaluation.scores.with_columns(unheard=pl.Series(said, dtype=pl.String)).with_columns(
        pl.when(word != NOT_REPORTED).then(pl.col(FIGURES)),
        grade=pl.when(word == "").then("grade"),
    )


def unheard(evaluation: Evaluation) -> Mapping[str, str]:
    """Return the divisions whose grade would tell of missing reports, each with the word for it.

    Below the share of rule `default_date_share` both of the bottom divisions that reported and of
    the records that could be judged (what a unit above reported for it counts). 未报送: nobody did,
    so there is no score and no rank either; 多数未报送: some did.
    """
    share = evaluation.rules["default_date_share"]

    def few(part: str, whole: str) -> pl.Expr:
        little: pl.Expr = pl.col(part) * share.denominator < pl.col(whole) * share.numerator
        return little

    told = _reported(evaluation).join(_judged(evaluation), on="region", how="left")
    little = told.fill_null(0).filter(
        few("heard", "units"), few("known", "asked") | (pl.col("asked") == 0)
    )
    return {
        region: FEW_REPORTED if heard else NOT_REPORTED
        for region, heard in little.select("region", "heard").iter_rows()
    }


def bottom(evaluation: Evaluation) -> pl.DataFrame:
    """Return the divisions in scope that have none below them: counties, and cities without."""
    parents = evaluation.frames.regions["parent"].drop_nulls()
    return evaluation.regions.filter(~pl.col("region").is_in(parents.implode()))


def _reported(evaluation: Evaluation) -> pl.DataFrame:
    """Count the bottom divisions of each division (units), and those that reported (heard)."""
    heard = evaluation.frames.reporting["unit"].unique().implode()
    own = bottom(evaluation).select("region", heard=pl.col("region").is_in(heard).cast(pl.Int64))
    tree = lineage(evaluation.frames.regions).join(own, on="region")
    return tree.group_by(region="ancestor").agg(
        units=pl.len().cast(pl.Int64), heard=pl.col("heard").sum()
    )


def _judged(evaluation: Evaluation) -> pl.DataFrame:
    """Count the records asked of each division, and those whose verdict is known; money aside."""
    records = evaluation.counts.filter(~pl.col("amounts")).group_by("region")
    asked, unknown = pl.col("denominator").sum(), pl.col("unknown").sum()
    return records.agg(asked=asked, known=asked - unknown)
