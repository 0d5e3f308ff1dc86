"""Compounds (小区): who they are and what truly happened to them, whatever has been reported.

All dates are whole day numbers here; `timeline`-dependent reporting is done in `reported.py`.
`_id` numbers the row, `_cid` the compound itself: a compound carried on in a second plan year has
two rows and one `_cid`.
"""

import polars as pl

from sql.demo.consent import CONSENT, after_start
from sql.demo.draw import between, chance, choose, draw, likely, pick, spotty
from sql.demo.names import ROADS, YARDS
from sql.demo.timeline import PLAN_YEARS

YEAR_SHARE = (28, 32, 40)
"""Hundredths of all compounds in each plan year; most in the evaluation year."""


def allotted(owners: pl.DataFrame, *, compounds: int) -> pl.DataFrame:
    """Share the compounds out to owners and plan years by load; together exactly `compounds`."""
    years = pl.DataFrame({"plan_year": PLAN_YEARS, "_part": YEAR_SHARE})
    cells = owners.join(years, how="cross").sort("plan_year", "unit")
    upto = (pl.col("_load") * pl.col("_part")).cum_sum()
    whole = (owners["_load"].sum()) * sum(YEAR_SHARE)
    counted = cells.with_columns(_upto=upto * compounds // whole)
    return counted.with_columns(
        _n=pl.col("_upto") - pl.col("_upto").shift(1, fill_value=0),
        _size=between("project size", 5, 8),
    )


def rows(owners: pl.DataFrame, *, compounds: int) -> pl.DataFrame:
    """Return one row per compound and plan year, with codes, and nothing that happens to it."""
    cells = allotted(owners, compounds=compounds)
    each = cells.with_columns(_k=pl.int_ranges(pl.col("_n"))).filter(pl.col("_n") > 0)
    each = each.explode("_k").drop("_id").with_row_index("_id")
    year = pl.col("plan_year").cast(pl.String)
    number = (pl.col("_k") // pl.col("_size") + 1).cast(pl.String).str.zfill(2)
    own = year.str.slice(2) + (pl.col("_k") + 1).cast(pl.String).str.zfill(4)
    each = each.with_columns(
        pl.concat_str(pl.lit("XM"), year, pl.lit("-"), "unit", number).alias("project"),
        pl.concat_str(pl.lit("XQ"), "unit", own).alias("compound"),
        _cid=pl.col("_id"),
    )
    return _carried_on(each)


def _carried_on(each: pl.DataFrame) -> pl.DataFrame:
    """Let some owners' first compound of 2022 appear again in the plan of 2024."""
    first = each.filter((pl.col("_k") == 0) & (pl.col("plan_year") == PLAN_YEARS[0])).select(
        "unit", pl.lit(PLAN_YEARS[-1]).cast(pl.Int64).alias("plan_year"), "_k",
        _old="compound", _oldid="_cid",
    )  # fmt: skip
    again = pl.col("_old").is_not_null() & chance("carried on", 300)
    joined = each.join(first, on=["unit", "plan_year", "_k"], how="left").sort("_id")
    return joined.with_columns(
        compound=pl.when(again).then("_old").otherwise("compound"),
        _cid=pl.when(again).then("_oldid").otherwise("_cid"),
    ).drop("_old", "_oldid")


ARCHIVE = (
    "archive_basics",
    "archive_wishes",
    "archive_scheme",
    "archive_progress",
    "archive_before_after",
)

Columns = dict[str, pl.Expr]


def happened(each: pl.DataFrame) -> pl.DataFrame:
    """Add everything that truly happened to each compound."""
    for step in (_identity, _size, *CALENDAR, *CONSENT, after_start):
        each = each.with_columns(**step())
    return each


def _identity() -> Columns:
    """Describe the compound itself: the same in every plan year it is in."""

    def often(flag: pl.Expr, name: str) -> pl.Expr:
        return spotty(flag, name, of="_cid")

    road = pick("road", ROADS, of="_cid")
    number = between("road number", 1, 199, of="_cid").cast(pl.String)
    large = draw("large compound", 16, of="_cid") // 13
    more = large * between("more", 60, 700, of="_cid")
    return {
        "name": pl.concat_str(
            road, pl.lit("路"), number, pl.lit("号"), pick("yard", YARDS, of="_cid")
        ),
        "address": pl.concat_str(road, pl.lit("路"), number, pl.lit("号")),
        "built_year": often(between("built", 1975, 2000, of="_cid"), "built"),
        "households": between("households", 20, 180, of="_cid") + more,
        "demolition_listed": often(pl.lit(value=False), "demolition"),
        "renovated_elsewhere": often(pl.lit(value=False), "elsewhere"),
        **{part: often(likely(part, 560, 1000, of="_cid"), part) for part in ARCHIVE},
        "reserve_score": often(between("score", 600, 985, of="_cid") * 100_000, "score"),
        "_community": pl.col("_k") // 4,
    }


def _size() -> Columns:
    """Give buildings and area: at most 18–48 households a building, 55–100 ㎡ a household."""
    per_building = between("per building", 18, 48, of="_cid")
    tenths = between("area per household", 550, 1000, of="_cid")
    return {
        "buildings": (pl.col("households") + per_building - 1) // per_building,
        "floor_area": pl.col("households") * tenths * 100_000,
    }


def _plan() -> Columns:
    jan1 = pl.date(pl.col("plan_year"), 1, 1).cast(pl.Int32).cast(pl.Int64)
    plan = choose(chance("late plan", 70), between("plan late", 32, 95), between("plan", 4, 29))
    return {
        "reserved_on": jan1 - between("reserved", 70, 180),
        "planned_on": jan1 + plan,
        "start_due": jan1 + between("start due", 70, 190),
        "_lag": choose(chance("slow to tell", 130), between("lag", 4, 20), 0),
    }


def _consultation() -> Columns:
    before = choose(likely("consult first", 850, 997), between("consult", 5, 90), -12)
    poor = 1000 - pl.col("_q")
    return {
        "consulted_on": pl.col("planned_on") - before,
        "scheme_published_on": pl.col("planned_on") + between("published", 8, 35),
        "finish_due": pl.col("start_due") + between("due works", 110, 210),
        "_began": pl.col("start_due") - 12 + draw("delay", 30)
        + poor * between("delay more", 0, 70) // 1000,
    }  # fmt: skip


def _vote() -> Columns:
    return {
        "scheme_voted_on": pl.col("scheme_published_on") + between("voted", 7, 25),
        "_ended": pl.col("_began") + between("works", 95, 230),
    }


def _start() -> Columns:
    """Start after the vote; in poor regions some start before it, and some never."""
    voted = pl.col("scheme_voted_on")
    orderly = pl.max_horizontal("_began", voted + 3)
    started = choose(likely("vote first", 880, 998), orderly, voted - 4)
    return {"started_on": pl.when(likely("ever started", 860, 998)).then(started)}


def _completion() -> Columns:
    done = likely("ever done", 900, 995) & pl.col("started_on").is_not_null()
    return {
        "completed_on": pl.when(done).then(pl.max_horizontal("_ended", pl.col("started_on") + 60))
    }


def _acceptance() -> Columns:
    return {"accepted_on": pl.col("completed_on") + between("accepting", 0, 16)}


def _handover() -> Columns:
    return {"handed_over_on": pl.col("accepted_on") + between("handing over", 5, 50)}


CALENDAR = (_plan, _consultation, _vote, _start, _completion, _acceptance, _handover)
"""The true dates, in steps of which each reads the ones before."""
