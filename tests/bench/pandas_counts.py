"""Counts of the 36 measures hand-written in pandas: compounds in one pass of group sums."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from metrics.rules.value import RulePack
from tests.bench.in_duckdb import SHARES
from tests.bench.pandas_logic import (
    FALSE,
    TRUE,
    UNKNOWN,
    Judge,
    Tables,
    among,
    compare,
    every,
    lineage,
    named,
    verdict,
)  # fmt: skip

SOCIAL = ("专营单位", "产权单位", "社会资本", "居民直接出资", "住房公积金", "维修资金", "公共收益")
LOCAL = ("省财政", "市财政", "县财政", "专项债", "一般债")
LENT = ("银行贷款", "企业债券")


def _own_verdicts(c: pd.DataFrame, day: pd.Timestamp, rules: RulePack) -> dict[str, Any]:
    def reaches(count: str, base: str, key: str) -> "pd.Series[Any]":
        num, den = rules[SHARES[key]].as_integer_ratio()
        return (c[count] * den >= c[base] * num) & (c[base] > 0)

    base = "households" if rules["consent_base"] == "households" else "consulted_households"
    done = (c["completed_on"] <= day).astype("boolean")
    archive = [f"archive_{n}" for n in ("basics", "wishes", "scheme", "progress", "before_after")]
    scored = pd.Series(True, index=c.index, dtype="boolean").where(c["reserve_score"].notna())
    stages = c["took_part_scheme"] & c["took_part_works"] & c["took_part_oversight"]
    accepted = (c["acceptance"] == "合格").astype("boolean").where(c["acceptance"].notna())
    return {
        "A02.2": (c["built_year"] <= rules["built_year_max"])
        & ~c["demolition_listed"]
        & ~c["renovated_elsewhere"],
        "A03.1": every(c[name] for name in archive) & scored,
        "A06.2": stages & (~done | (c["took_part_aftercare"] & c["took_part_feedback"])),
        "A06.3": reaches("survey_responses", "households", "survey")
        & reaches("survey_satisfied", "survey_responses", "satisfaction"),
        "A07.1": reaches("consulted_households", "households", "participation")
        & reaches("consenting_households", base, "consent")
        & compare(c["consulted_on"], c["planned_on"]),
        "A07.2": reaches("scheme_votes", "households", "vote")
        & compare(c["scheme_voted_on"], c["started_on"]),
        "A08.1": named(c["property_mode"])
        & (c["property_fee"] >= 0)
        & compare(c["aftercare_confirmed_on"], c["started_on"]),
        "A09.2": accepted & compare(c["accepted_on"], day),
        "B01.1": compare(c["party_branch_on"], day),
        "B01.2": compare(c["owners_committee_on"], day),
        "B01.3": c["online_vote"],
        "B02.1": named(c["joint_area"]),
        "B09.1": c["upkeep_collection"] & c["upkeep_use"] & c["upkeep_renewal"],
    }


POPULATIONS = {
    "in_plan": ("A02.2", "A03.1", "A05.1", "A05.2", "A05.3", "A07.1", "B02.1"),
    "started": ("A04.2", "A06.2", "A07.2", "A08.1", "B01.1", "B01.2", "B01.3", "B09.1"),
    "completed": ("A09.2", "B08.1"),
    "finished": ("A06.3",),
}


def _owned(tables: Tables, day: pd.Timestamp, year: int) -> pd.DataFrame:
    owners = tables["projects"][["project", "region", "plan_year", "joint_area"]]
    c = tables["compounds"].merge(owners, on="project")
    finished = (c["completed_on"] <= day) & (c["completed_on"].dt.year == year)
    of_year = (c["plan_year"] == year).to_numpy(bool)
    c = c.assign(
        in_plan=of_year & (c["planned_on"] <= day),
        started=of_year & (c["started_on"] <= day),
        completed=of_year & (c["completed_on"] <= day),
        finished=finished,
    )
    return c[of_year | finished].reset_index(drop=True)


def _fold(frame: pd.DataFrame, how: str) -> "pd.Series[Any]":
    grouped = frame.groupby("compound", sort=False)["verdict"]
    return grouped.min() if how == "every" else grouped.max()


def _shortfalls(t: Tables, c: pd.DataFrame, rules: RulePack) -> dict[str, Any]:
    contents = t["contents"]
    wanted = contents["short"].to_numpy(bool) & among(
        contents["compound"], c["compound"][c["in_plan"]]
    )
    rows = contents[wanted]
    group = rows["item"].map(rules["content_items"])
    found = {}
    for code, name, how in (
        ("A05.1", "基础", "every"),
        ("A05.2", "完善", "any"),
        ("A05.3", "提升", "every"),
    ):
        part = rows[(group == name).to_numpy(bool)]
        provided = part["in_scheme"]
        if code == "A05.3":
            provided = provided | named(part["area_remedy"])
        folded = _fold(part[["compound"]].assign(verdict=verdict(provided)), how)
        found[code] = c["compound"].map(folded).fillna(-1).to_numpy(np.int8)
    return found


def _utilities(t: Tables, c: pd.DataFrame, day: pd.Timestamp) -> dict[str, Any]:
    f = t["facilities"]
    f = f[f["to_renew"].to_numpy(bool)]
    handed = f[["compound"]].assign(verdict=verdict(compare(f["handed_over_on"], day)))
    begun = c.loc[c["started"], ["compound", "started_on"]]
    joined = f[["compound", "joint_scheme_on"]].merge(begun.reset_index(names="row"), on="compound")
    scheme = pd.Series(verdict(compare(joined["joint_scheme_on"], joined["started_on"])))
    by_row = scheme.groupby(joined["row"].to_numpy()).min()
    return {
        "A04.2": by_row.reindex(c.index, fill_value=-1).to_numpy(np.int8),
        "B08.1": c["compound"].map(_fold(handed, "every")).fillna(-1).to_numpy(np.int8),
    }


def _states(t: Tables, day: pd.Timestamp) -> pd.DataFrame:
    papers = t["instruments"]
    repealed = papers["repealed_on"] <= day
    met = (papers["status"] == "已建立") & compare(papers["issued_on"], day) & ~repealed
    papers = papers[["region", "instrument"]].assign(state=verdict(met))
    states = papers.groupby(["region", "instrument"])["state"].max().unstack()
    return states.reindex(t["regions"]["region"]).fillna(UNKNOWN).astype(np.int8)


def _governments(judge: Judge, t: Tables, states: pd.DataFrame) -> None:
    regions = t["regions"].set_index("region")
    heat = np.maximum(states["专营衔接-热"], verdict(~regions["heated"]))
    links = [f"专营衔接-{name}" for name in "水电气信"]
    lists = {
        "A01.1": ("市县", states[["工作机制", "工作规则", "责任清单", "议事规程"]].min(axis=1)),
        "A04.1": ("省市县", np.minimum(states[links].min(axis=1), heat)),
        "A06.1": ("市县", states["街道社区职责分工"]),
        "B07.1": ("省市县", states["精简审批"]),
        "B07.2": ("省市", states["标准体系"]),
        "B07.3": ("省市县", states[["存量资源利用", "土地混合利用"]].min(axis=1)),
        "B10.1": ("省市县", states["户内改造"]),
    }
    levels = regions["level"]
    judge.add(
        pd.Series(regions.index),
        {
            code: np.where(levels.isin(list(asked)), found.to_numpy(), -1)
            for code, (asked, found) in lists.items()
        },
    )


def _events(t: Tables, day: pd.Timestamp, year: int) -> pd.DataFrame:
    e = t["events"]
    return e[
        (e["status"] == "属实") & (e["happened_on"] <= day) & (e["happened_on"].dt.year == year)
    ]


def _clean(owner: "pd.Series[Any]", troubled: Any, reported: Any) -> np.ndarray[Any, Any]:
    return np.where(troubled, FALSE, np.where(among(owner, reported), TRUE, UNKNOWN))


def _counties(judge: Judge, t: Tables, c: pd.DataFrame, events: pd.DataFrame, year: int) -> None:
    planned = c[c["in_plan"]].groupby("region").size()
    projects = t["projects"]
    own = projects[
        (projects["plan_year"] == year).to_numpy(bool)
        & among(projects["project"], c["project"][c["in_plan"]])
    ]
    money = own.groupby("region")["planned_investment"].agg(["sum", "size", "count"])
    capacity = t["capacities"]
    capacity = capacity[capacity["year"] == year].set_index("region").reindex(planned.index)
    money = money.reindex(planned.index)
    whole = pd.Series(True, index=planned.index, dtype="boolean").where(
        money["size"] == money["count"]
    )
    within = (
        (planned <= capacity["delivery_capacity"])
        & ((money["sum"] <= capacity["funding_capacity"]) & whole)
        & ~capacity["new_hidden_debt"]
        & ~capacity["quota_pushed_down"]
    )
    region, reported = pd.Series(planned.index), t["reporting"]["unit"]
    wanton = events[events["kind"].isin(["随意拆除老建筑", "搬迁居民", "砍伐老树"])]["region"]
    misuse = events[events["kind"].isin(["截留", "挪用", "其他资金违规"])]["region"]
    judge.add(
        region,
        {
            "A02.1": verdict(within),
            "A02.3": _clean(region, among(region, wanton), reported),
            "A03.2": _clean(region, among(region, misuse), reported),
            "planned": np.full(len(region), TRUE),
        },
    )
    judge.parts[-1].loc[(slice(None), "planned"), ["numerator", "denominator"]] = np.column_stack(
        [planned, planned]
    )


def _projects(
    judge: Judge, t: Tables, c: pd.DataFrame, events: pd.DataFrame, states: Any, year: int
) -> None:
    p = t["projects"]
    p = p[(p["plan_year"] == year).to_numpy(bool)]
    started = among(p["project"], c["project"][c["started"]])
    supervised = p["region"].map(states["质量安全监管机制"]).to_numpy(np.int8)
    parties = every(named(p[x]) for x in ("builder", "designer", "contractor", "supervisor"))
    broken = events[events["kind"].isin(["质量问题", "安全事故"])]["project"].dropna()
    safe = _clean(p["region"], among(p["project"], broken), t["reporting"]["unit"])
    f = t["funds"]
    f = f[among(f["project"], p["project"])]
    received, source = f["received"], f["source"]
    lent = np.where(~source.isin(LENT), FALSE, verdict((received > 0).astype("boolean")))
    borrowed = pd.Series(lent).groupby(f["project"].to_numpy()).max()
    judge.add(
        p["region"],
        {
            "A09.1": np.where(started, np.minimum(supervised, verdict(parties)), -1),
            "A09.3": np.where(started, safe, -1),
            "B05.1": verdict(p["scale_operator"]),
            "B06.1": p["project"].map(borrowed).fillna(UNKNOWN).to_numpy(np.int8),
        },
    )
    amount = received.fillna(0).to_numpy("int64")
    blank = received.isna().to_numpy("int64")
    shares = {"region": f["project"].map(p.set_index("project")["region"])}
    for code, sources in (("B04.1", SOCIAL), ("B04.2", LOCAL)):
        shares[f"{code} numerator"] = np.where(source.isin(sources), amount, 0)
        shares[f"{code} denominator"] = amount
        shares[f"{code} unknown"] = blank
    judge.add_sums(pd.DataFrame(shares))


def _issues_and_communities(
    judge: Judge, t: Tables, c: pd.DataFrame, day: pd.Timestamp, year: int
) -> None:
    i = t["issues"]
    i = i[i["source"].isin(["审计", "国务院大督查"]) & (i["found_on"] <= day)]
    closed = i["closed_on"] <= day
    due = (i["due_on"] <= day) & (i["due_on"].dt.year == year)
    asked = ((i["due_on"] < day) & ~closed) | due | (closed & (i["closed_on"].dt.year == year))
    i, closed = i[asked], closed[asked]
    in_time = compare(i["rectified_on"], i["due_on"].clip(upper=day))
    judge.add(i["region"], {"A10.1": verdict(closed.astype("boolean") & in_time)})
    inside = c[c["in_plan"] & named(c["community"]).fillna(value=False).to_numpy(bool)]
    found = inside.groupby("community", as_index=False).agg(
        first_on=("planned_on", "min"), owner=("region", "min")
    )
    found = found.merge(t["communities"], on="community", how="left")
    need = named(found["shortfalls"]) | named(found["remedies"])
    met = compare(found["surveyed_on"], found["first_on"]) & need
    judge.add(found["region"].fillna(found["owner"]), {"B03.1": verdict(met)})


def counts(tables: Tables, *, as_of: date, year: int, rules: RulePack) -> pd.DataFrame:
    """Return counts by region and measure, rolled up; “planned” is one of them."""
    day, judge = pd.Timestamp(as_of), Judge()
    c = _owned(tables, day, year)
    verdicts = {code: verdict(met) for code, met in _own_verdicts(c, day, rules).items()}
    verdicts |= _shortfalls(tables, c, rules) | _utilities(tables, c, day)
    for population, codes in POPULATIONS.items():
        member = c[population].to_numpy(bool)
        verdicts |= {code: np.where(member, verdicts[code], -1) for code in codes}
    judge.add(c["region"], verdicts)
    events, states = _events(tables, day, year), _states(tables, day)
    _governments(judge, tables, states)
    _counties(judge, tables, c, events, year)
    _projects(judge, tables, c, events, states, year)
    _issues_and_communities(judge, tables, c, day, year)
    return judge.rolled_up(lineage(tables["regions"]))
