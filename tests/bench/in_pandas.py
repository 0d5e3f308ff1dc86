"""The same evaluation hand-written in pandas."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from metrics.rules.value import RulePack
from tests.bench.in_duckdb import shapes
from tests.bench.pandas_counts import counts
from tests.bench.pandas_logic import Tables, load

__all__ = ["evaluate", "load"]


def ranks(counted: pd.DataFrame, regions: pd.DataFrame, rules: RulePack) -> pd.DataFrame:
    """Return score, rank and interval of every region."""
    s = counted.merge(shapes(rules).to_pandas(), on="measure")
    base = s["denominator"].where(s["denominator"] > 0)
    favour = s["numerator"] + s["unknown"].where(~s["amounts"], 0)
    s["won"] = s["weight"] * (s["numerator"] / base / s["target"]).clip(upper=1).fillna(0)
    s["won_best"] = s["weight"] * (favour / base / s["target"]).clip(upper=1).fillna(0)
    s["barred"] = s["veto"] & (s["denominator"] > s["numerator"] + s["unknown"])
    s["barred_worst"] = s["veto"] & (s["denominator"] > s["numerator"])
    by = s.groupby("region")
    r = by[["won", "won_best", "weight"]].sum().join(by[["barred", "barred_worst"]].any())
    planned = counted[counted["measure"] == "planned"].set_index("region")["numerator"]
    r = regions.set_index("region")[["level"]].join(r).join(planned.rename("planned"))
    r["group"] = np.where(r["planned"].fillna(0) < rules["min_compounds"], "small", "main")
    for won, name in (("won", "score"), ("won_best", "score_best")):
        r[name] = np.floor(r[won] / r["weight"] * 10_000 + 0.5 + 1e-7).astype("int64")
    clear, clear_worst = ((~r[b].astype(bool)) * 1_000_000 for b in ("barred", "barred_worst"))
    r = r.assign(
        now=r["score"] + clear, best=r["score_best"] + clear, worst=r["score"] + clear_worst
    )
    ranked = r[r["level"].isin(["市", "县"])].groupby(["level", "group"], group_keys=False)
    places = pd.concat(_placed(part) for _, part in ranked)
    return r[["score", "group"]].join(places).reset_index()


def _placed(part: pd.DataFrame) -> pd.DataFrame:
    now, best, worst = (np.sort(part[name].to_numpy()) for name in ("now", "best", "worst"))

    def ahead(keys: np.ndarray[Any, Any], of: str) -> np.ndarray[Any, Any]:
        return len(keys) - np.searchsorted(keys, part[of].to_numpy(), side="right")

    return pd.DataFrame(
        {
            "rank": ahead(now, "now") + 1,
            "rank_best": ahead(worst, "best") + 1,
            "rank_worst": ahead(best, "worst") + (part["best"] <= part["worst"]).to_numpy(),
        },
        index=part.index,
    )


def evaluate(
    tables: Tables, *, as_of: date, year: int, rules: RulePack
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return counts and scores."""
    counted = counts(tables, as_of=as_of, year=year, rules=rules)
    found = ranks(counted, tables["regions"], rules)
    return counted[counted["measure"] != "planned"].reset_index(drop=True), found
