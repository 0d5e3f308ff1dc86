"""The national series that ships: plans and starts as published from 2021 on, each with its source."""

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

from metrics.progress.national_series import Published

FILE = Path(__file__).parent / "published_tables" / "national_series.csv"


@cache
def national_series() -> tuple[Published, ...]:
    """Return every statement, the oldest first; a blank is null."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_read(row) for row in csv.DictReader(file))


def _read(row: dict[str, str]) -> Published:
    figures = ("plan_wan", "started_wan", "households_wan", "printed_rate_pct")
    planned, started, households, rate = (
        Decimal(row[name]) if row[name] else None for name in figures
    )
    return Published(
        year=int(row["year"]), months=row["months"], planned=planned, started=started,
        households=households, rate=rate, note=row["note"], source=row["source"],
        label=row["label"],
    )  # fmt: skip
