"""One click from a measure that a region fails to an order (督办单)."""

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.components.orders import order_offer
from metrics.scope import Scope
from metrics.views.dispatch import order_causes
from metrics.views.parts import numbers


def show(scope: Scope, *, region: str, measure: str) -> None:
    """Offer the order where records of the region do not meet the measure; else nothing."""
    evaluation = data.evaluation(scope)
    rows = evaluation.counts.filter(pl.col("region") == region, pl.col("measure") == measure)
    unmet = rows["unmet"].sum() if rows.height and not rows["amounts"][0] else 0
    if not unmet:
        return
    cause = order_causes.of_failed(
        measure, f"截至{numbers.long_day(scope.as_of)}有{unmet}条记录不达标", region=region,
        rules=evaluation.rules, names=data.unit_names(),
    )  # fmt: skip
    with st.container(key="measure_order"):
        order_offer.show(scope, cause, key=f"measure:{region}:{measure}")
