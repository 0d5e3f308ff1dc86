"""Events that wait for verification (待核): how many bear on each measure of each region.

They change no verdict (standard.md §6.16); a figure on which some wait says so.
"""

from collections.abc import Iterable

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.records.regions import lineage
from metrics.standards.judging import judge_records
from metrics.standards.measure import Measure


def pending_events(
    evaluation: Evaluation, measures: Iterable[Measure]
) -> dict[tuple[str, str], int]:
    """Return the number of waiting events by region and measure, of these measures, where there are any.

    An event that bears on several records of a measure is told of each; regions hold those below them.
    """
    found: dict[tuple[str, str], int] = {}
    for measure in (each for each in measures if each.events):
        records = judge_records(measure, evaluation.frames, evaluation.rules)
        waiting = (
            records.filter(pl.col("pending_events") > 0)
            .select("region", "pending_events")
            .collect()
            .join(lineage(evaluation.frames.regions), on="region")
            .group_by("ancestor")
            .agg(pl.col("pending_events").sum())
        )
        found |= {(region, measure.code): number for region, number in waiting.iter_rows()}
    return found
