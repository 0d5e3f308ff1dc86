"""A small province whose counts a test writes down as an officer would: measure, met of how many, unknown."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.records.frames import Frames
from metrics.standards.catalogue import NATIONAL
from tests.metrics.rating.test_evaluation import GANSU, TWO_COUNTIES, judged, province

COUNTY, OTHER = "620102", "620103"
Row = tuple[str, str, int, int, int]
"""Region, measure, met (or 分), of how many, unknown."""
JUDGED = judged(province(TWO_COUNTIES))
RULES = GANSU


def counted(rows: Iterable[Row], **scores: dict[str, Any]) -> Evaluation:
    """Return the evaluation with these counts; `scores` are what is another in a region's row of scores."""
    counts = pl.DataFrame(
        [
            (region, code, met, whole, unknown, 0 if amounts(code) else whole - met - unknown, amounts(code))
            for region, code, met, whole, unknown in rows
        ],
        schema=dict(JUDGED.counts.schema), orient="row",
    )  # fmt: skip
    told = [
        {**row, **scores.get(f"of_{row['region']}", {})}
        for row in JUDGED.scores.iter_rows(named=True)
    ]
    return replace(
        JUDGED, counts=counts, scores=pl.DataFrame(told, schema=dict(JUDGED.scores.schema))
    )


def amounts(code: str) -> bool:
    """Say whether a measure is one of money."""
    return NATIONAL.measures[code].amounts


def framed(frames: Frames) -> Evaluation:
    """Return the evaluation with these records, for what reads records alone."""
    return replace(JUDGED, frames=frames)
