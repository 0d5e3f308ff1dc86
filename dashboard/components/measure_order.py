"""One click from a measure that a region fails to an order (督办单)."""

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.components import order_offer
from dashboard.components.order_offer import Cause
from dashboard.data import View
from metrics.catalogue import MEASURES
from metrics.views import numbers
from metrics.views.tables import names_of


def show(view: View, *, region: str, measure: str) -> None:
    """Offer the order where records of the region do not meet the measure; else nothing."""
    evaluation = data.evaluation(view)
    rows = evaluation.counts.filter(pl.col("region") == region, pl.col("measure") == measure)
    unmet = rows["unmet"].sum() if rows.height and not rows["amounts"][0] else 0
    if not unmet:
        return
    name = names_of(evaluation)[region]
    veto = measure in evaluation.rules["veto_measures"]
    cause = Cause(
        kind="否决内容" if veto else "衡量内容",
        reference=f"{region} {measure}",
        region=region,
        reason=f"截至{numbers.long_day(view.as_of)}，{name}“{MEASURES[measure].title}”（{measure}）"
        f"有{unmet}条记录不达标。",
        unit=f"{name}住房和城乡建设主管部门",
    )
    with st.container(key="measure_order"):
        order_offer.show(view, cause, key=f"measure:{region}:{measure}")
