"""The same evaluation hand-written in SQL for DuckDB."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from metrics.rating.scoring import measure_weights
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL

COUNTS = Path(__file__).with_name("measures.sql").read_text(encoding="utf-8")
RANKS = Path(__file__).with_name("ranks.sql").read_text(encoding="utf-8")
LISTED = "SELECT * FROM counts WHERE measure <> 'planned' ORDER BY region, measure"
SHARES = {
    "participation": "participation_min",
    "consent": "consent_min",
    "vote": "scheme_vote_min",
    "survey": "survey_rate_min",
    "satisfaction": "satisfaction_min",
}
TARGETS = {"B04.1": "social_share_target", "B04.2": "local_share_target"}


def load(frames: Frames, rules: RulePack) -> duckdb.DuckDBPyConnection:
    """Copy the sheets into DuckDB's own tables in memory; not part of what is timed."""
    connection = duckdb.connect()
    tables = {**frames.tables, "reporting": frames.reporting, "classes": _classes(rules)}
    for name, table in {**tables, "shapes": shapes(rules)}.items():
        connection.register("incoming", table.to_arrow())
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')
        connection.unregister("incoming")
    return connection


def _classes(rules: RulePack) -> pl.DataFrame:
    return pl.DataFrame(
        list(rules["content_items"].items()), schema=["item", "class"], orient="row"
    )


def shapes(rules: RulePack) -> pl.DataFrame:
    """Weight, target and veto of each measure."""
    rows = [
        (code, float(weight), float(rules[TARGETS[code]]) if code in TARGETS else 1.0,
         code in TARGETS, code in rules["veto_measures"])
        for code, weight in measure_weights(rules, NATIONAL).items()
    ]  # fmt: skip
    return pl.DataFrame(
        rows, schema=["measure", "weight", "target", "amounts", "veto"], orient="row"
    )


def evaluate(
    connection: duckdb.DuckDBPyConnection, *, as_of: date, year: int, rules: RulePack
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return counts and scores."""
    values: dict[str, Any] = {
        "as_of": as_of,
        "year": year,
        "built_year_max": rules["built_year_max"],
        "by_households": rules["consent_base"] == "households",
    }
    for short, key in SHARES.items():
        values[f"{short}_num"], values[f"{short}_den"] = rules[key].as_integer_ratio()
    connection.execute(COUNTS, values)
    ranks = connection.sql(RANKS, params={"min_compounds": rules["min_compounds"]})
    return pl.DataFrame(connection.sql(LISTED).to_arrow_table()), pl.DataFrame(
        ranks.to_arrow_table()
    )
