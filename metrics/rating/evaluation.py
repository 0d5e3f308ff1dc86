"""Evaluate a province: judge, count, score and rank. The only place that knows the order."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import polars as pl

from metrics.errors import UnknownChoice
from metrics.rating.ranking import order_key, rank
from metrics.rating.scoring import breaches, earned, grade, scores, vetoes
from metrics.rating.targets import ruling
from metrics.records.digest import data_digest
from metrics.records.frames import Frames
from metrics.records.regions import (
    LEVELS,
    RANKED,
    check_owners,
    lineage,
    resolve,
    within,
)
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL
from metrics.standards.judging import judge_records
from metrics.standards.measure import Measure
from metrics.standards.standard import Standard

VERDICTS = {"met": True, "unmet": False, "unknown": None}


@dataclass(frozen=True)
class Evaluation:
    """What was found for one place, data date, year, set of rules and standard.

    `counts`: region, measure, numerator, denominator, unknown, unmet, amounts (whether the three
    are 分); a region without a record in a denominator has no row. `scores`: region, level, score
    (hundredths of a point), grade, vetoes, rank, rank_best, rank_worst, group (main or small),
    planned (compounds in plan); nation and province have no rank. `regions`: the divisions in
    scope. Everything is sorted by region, then measure.
    """

    frames: Frames
    rules: RulePack
    standard: Standard
    place: str
    regions: pl.DataFrame
    counts: pl.DataFrame
    scores: pl.DataFrame

    @property
    def as_of(self) -> date:
        """The data date (数据截止日期)."""
        return self.frames.as_of

    @property
    def year(self) -> int:
        """The evaluation year (评价年度)."""
        return self.frames.year

    @cached_property
    def data_digest(self) -> str:
        """Digest of the data judged."""
        return data_digest(self.frames)

    @cached_property
    def earnings(self) -> pl.DataFrame:
        """What each row of `counts` earned: region, measure, weight, part, whole (see scoring)."""
        return earned(self.counts, self.rules, self.standard)

    def evidence(self, measure: str, *, region: str, verdict: str | None = None) -> pl.DataFrame:
        """List the records behind one figure: see `evidence`."""
        return evidence(
            self.frames, self.rules, measure=measure, region=region, verdict=verdict,
            standard=self.standard,
        )  # fmt: skip


def evaluate(
    frames: Frames,
    rules: RulePack,
    place: str | None = None,
    *,
    standard: Standard = NATIONAL,
    judged: pl.DataFrame | None = None,
) -> Evaluation:
    """Judge every record by the standard, and count, score and rank the divisions of `place`.

    `place` defaults to the province whose projects were reported. `judged` is what `judge` found,
    where it was asked already: it is the same for every place. Raises UnknownChoice for a
    place that 区划 does not have, NothingReported where a record's owner is not in 区划.
    """
    regions, place = frames.regions, frames.place_of(place)
    scope = within(regions, place)
    rules = ruling(rules, standard, frames)
    owned = judge(frames, rules, standard=standard) if judged is None else judged
    counts = _rolled_up(owned, regions, scope, standard)
    planned = scope.join(_planned(frames, regions), on="region", how="left")
    return Evaluation(
        frames=frames,
        rules=rules,
        standard=standard,
        place=place,
        regions=scope,
        counts=counts,
        scores=_scored(counts, planned, rules, standard),
    )


def evidence(
    frames: Frames,
    rules: RulePack,
    *,
    measure: str,
    region: str,
    verdict: str | None = None,
    standard: Standard = NATIONAL,
) -> pl.DataFrame:
    """List the records behind one figure: record, region, met, amount, what decided, and judged_by.

    `region` stands for all divisions below it. `verdict` is met, unmet or unknown. `judged_by` names the
    pack (参数集) of the place whose rules judged the record.
    """
    if measure not in standard.measures:
        raise UnknownChoice(f"没有编号为“{measure}”的衡量内容，编号如A07.1。")
    if verdict not in (None, *VERDICTS):
        raise UnknownChoice(f"没有“{verdict}”这一结论，可用met、unmet或unknown。")
    owners = within(frames.regions, resolve(frames.regions, region))
    asked = standard.measures[measure]
    judged_by = {region: rules.judge_of(region, asked.reads).name for region in owners["region"]}
    records = judge_records(asked, frames, rules).collect()
    records = records.join(owners, on="region", how="semi")
    if asked.of_each:
        records = records.filter(pl.col("region") == resolve(frames.regions, region))
    if verdict is not None:
        records = records.filter(pl.col("met").eq_missing(pl.lit(VERDICTS[verdict], pl.Boolean)))
    names = pl.col("region").replace_strict(judged_by, return_dtype=pl.String)
    return records.sort(records.columns).with_columns(judged_by=names)


def tally(records: pl.LazyFrame, measure: Measure) -> pl.LazyFrame:
    """Count the judged records of one measure by owner."""
    amount, met = pl.col("amount"), pl.col("met")
    return records.group_by("region").agg(
        measure=pl.lit(measure.code),
        numerator=amount.filter(met).sum(),
        denominator=amount.sum(),
        unknown=met.is_null().sum().cast(pl.Int64),
        unmet=(~met).sum().cast(pl.Int64),
        amounts=pl.lit(measure.amounts),
    )


class Known(NamedTuple):
    """What `judge` found by other rules."""

    counts: pl.DataFrame
    rules: RulePack


def judge(
    frames: Frames, rules: RulePack, *, standard: Standard = NATIONAL, known: Known | None = None
) -> pl.DataFrame:
    """Judge every record of all places, and count by owner and measure.

    Where it is `known` what the same records were judged by other rules, only measures that read a rule
    that is another are judged again.
    """
    rules = standard.ruling(rules)
    asked = [*standard.measures.values()]
    if known is not None:
        asked = asked_anew(standard.ruling(known.rules), rules, standard)
    tallies = pl.collect_all([tally(judge_records(each, frames, rules), each) for each in asked])
    if known is None:
        return pl.concat(tallies)
    again = [each.code for each in asked]
    return pl.concat([known.counts.filter(~pl.col("measure").is_in(again)), *tallies])


def asked_anew(then: RulePack, now: RulePack, standard: Standard) -> list[Measure]:
    """Return the measures that read a rule of which both packs hold other values."""
    measures = standard.measures.values()
    return [each for each in measures if not all(then.same(now, key) for key in each.reads)]


def _rolled_up(
    counts: pl.DataFrame, regions: pl.DataFrame, scope: pl.DataFrame, standard: Standard
) -> pl.DataFrame:
    check_owners(counts, regions)
    # A region without others below it has its own counts already: most rows need no summing.
    parents = regions.select(region="parent")
    inside = counts.join(scope, on="region", how="semi").join(parents, on="region", how="anti")
    return (
        pl.concat((inside, _summed(counts, regions, scope, standard).select(counts.columns)))
        .filter((pl.col("denominator") > 0) | (pl.col("unknown") > 0))
        .sort("region", "measure")
    )


def _summed(
    counts: pl.DataFrame, regions: pl.DataFrame, scope: pl.DataFrame, standard: Standard
) -> pl.DataFrame:
    """Add up the counts of each region in scope that has others below it, its own included."""
    parents = regions.select(ancestor="parent")
    upper = (
        lineage(regions)
        .join(parents, on="ancestor", how="semi")
        .join(scope, left_on="ancestor", right_on="region", how="semi")
    )
    figures = ("numerator", "denominator", "unknown", "unmet")
    alone = [code for code, measure in standard.measures.items() if measure.of_each]
    summed = ~pl.col("measure").is_in(alone) | (pl.col("region") == pl.col("ancestor"))
    return (
        counts.join(upper, on="region")
        .filter(summed)
        .group_by(region="ancestor", measure="measure")
        .agg(pl.col(figures).sum(), pl.col("amounts").first())
    )


def _planned(frames: Frames, regions: pl.DataFrame) -> pl.DataFrame:
    owned = frames.compounds_in_plan.group_by("region").agg(planned=pl.len().cast(pl.Int64))
    tree = lineage(regions).join(owned, on="region")
    return tree.group_by(region="ancestor").agg(pl.col("planned").sum())


def _scored(
    counts: pl.DataFrame, planned: pl.DataFrame, rules: RulePack, standard: Standard
) -> pl.DataFrame:
    now, best = (
        scores(earned(counts, rules, standard, favour=favour), rules) for favour in (False, True)
    )
    table = (
        planned.select("region", "planned", level=pl.col("level").replace_strict(LEVELS))
        .join(now, on="region", how="left")
        .join(best.rename({"score": "score_best"}), on="region", how="left")
        .join(vetoes(counts, rules), on="region", how="left")
        .join(breaches(counts, standard), on="region", how="left")
        .with_columns(pl.col("planned").fill_null(0), pl.col("vetoes").fill_null([]))
        .with_columns(pl.col("barred", "barred_at_worst").fill_null(value=False))
        .with_columns(pl.col("breaches", "breaches_at_worst").fill_null(0))
    )
    return _ranked(table, rules)


def _ranked(table: pl.DataFrame, rules: RulePack) -> pl.DataFrame:
    small = pl.col("planned") < rules["min_compounds"]
    ranked = pl.col("level").is_in(RANKED)
    score, barred = pl.when(ranked).then("score"), pl.col("barred")
    favour = pl.when(ranked).then("score_best")
    keyed = table.with_columns(
        group=pl.when(small).then(pl.lit("small")).otherwise(pl.lit("main")),
        grade=grade(pl.col("score"), barred, rules),
        key=order_key(score, barred, rules, pl.col("breaches")),
        key_best=order_key(favour, barred, rules, pl.col("breaches")),
        key_worst=order_key(score, pl.col("barred_at_worst"), rules, pl.col("breaches_at_worst")),
    )
    return rank(keyed).select(
        "region", "level", "score", "grade", "vetoes", "rank", "rank_best", "rank_worst",
        "group", "planned",
    )  # fmt: skip
