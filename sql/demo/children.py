"""What hangs on a compound: contents (改造内容), utilities (专营设施) and its community (社区)."""

from datetime import date

import polars as pl

from metrics.records.sheets.compounds import UTILITIES
from sql.demo.draw import between, chance, draw, likely, pick, spotty
from sql.demo.names import ASSETS, REMEDIES, ROADS, SHORTFALLS
from sql.demo.timeline import NEVER, day

ITEMS = {
    1: ("供水", "排水", "供电", "供气", "供热", "通信", "道路", "消防", "公共部位维修",
        "建筑节能改造", "无障碍设施", "适老化改造", "适儿化改造", "其他基础类"),
    2: ("停车", "加装电梯", "充电", "安防", "照明", "智能信包箱", "智能快件箱", "其他完善类"),
    3: ("体育健身", "养老", "托育", "其他提升类"),
}  # fmt: skip
FLAT = tuple((item, group) for group, items in ITEMS.items() for item in items)
STRIDES = (3, 5, 7, 9, 11)
"""Steps without a common factor with 26, so that no compound names an item twice."""


def contents(once: pl.DataFrame) -> pl.DataFrame:
    """Return 6 to 9 items of each compound; done or not is told by the reporting."""
    base = once.select("compound", "unit", "_q", "started_on", "completed_on", "_lag", "_cid").with_columns(
        _n=between("items", 6, 9, of="_cid"), _at=draw("first item", 26, of="_cid"),
        _stride=draw("stride", len(STRIDES), of="_cid").replace_strict(range(5), STRIDES),
        _all=likely("all basics", 640, 998, of="_cid"), _some=likely("some", 700, 998, of="_cid"),
        _area=likely("area", 600, 998, of="_cid"),
    )  # fmt: skip
    rows = (
        base.with_columns(_j=pl.int_ranges(pl.col("_n")))
        .explode("_j")
        .with_columns(
            _item=(pl.col("_at") + pl.col("_j") * pl.col("_stride")) % 26,
            _id=pl.col("_cid") * 32 + pl.col("_j"),
        )
    )
    index = range(len(FLAT))
    named = rows.with_columns(
        item=pl.col("_item").replace_strict(index, [i for i, _ in FLAT], return_dtype=pl.String),
        _class=pl.col("_item").replace_strict(index, [g for _, g in FLAT]),
        short=chance("short", 850),
    )
    return named.with_columns(_scheme()).with_columns(_remedy())


def _scheme() -> pl.Expr:
    settled = (
        pl.when(pl.col("_class") == 1).then("_all").when(pl.col("_class") == 2).then("_some")
        .otherwise(pl.col("_area") & chance("in scheme", 600))
    )  # fmt: skip
    planned = settled | (chance("anyway", 350) & (pl.col("_class") == 1))
    return spotty(pl.col("short") & planned, "scheme").alias("in_scheme")


def _remedy() -> pl.Expr:
    ways = pick("remedy", ("改造", "新建", "租赁", "购买"))
    by_area = pl.col("short") & pl.col("_area") & ~pl.col("in_scheme").fill_null(value=True)
    third = pl.when(by_area).then(ways).otherwise(pl.lit("无"))
    return pl.when(pl.col("_class") == 3).then(third).alias("area_remedy")


def facilities(once: pl.DataFrame) -> pl.DataFrame:
    """Return one row per compound and kind of utility; heat only where the region heats."""
    kinds = pl.DataFrame({"utility": UTILITIES, "_u": range(len(UTILITIES))})
    base = once.select(
        "compound", "unit", "_q", "started_on", "completed_on", "_lag", "heated", "_cid",
        _joint=likely("joint works", 640, 998, of="_cid"),
        _over=likely("handed over", 450, 990, of="_cid"),
    )  # fmt: skip
    rows = base.join(kinds, how="cross").with_columns(_id=pl.col("_cid") * 8 + pl.col("_u"))
    rows = rows.filter((pl.col("utility") != "热") | pl.col("heated").fill_null(value=False))
    planned = pl.col("started_on") - pl.when("_joint").then(between("joint", 5, 40)).otherwise(-12)
    over = pl.when("_over").then(pl.col("completed_on") + between("over", 0, 40)).otherwise(NEVER)
    return rows.sort("compound", "_u").with_columns(
        to_renew=chance("to renew", 640),
        joint_scheme_on=spotty(planned, "joint"),
        handed_over_on=spotty(over, "over"),
    )


def community_code() -> pl.Expr:
    """Return the 12 digits of a community: its owner, a street of six communities, a number."""
    street = (pl.col("_community") // 6 + 1).cast(pl.String).str.zfill(3)
    number = (pl.col("_community") + 1).cast(pl.String).str.zfill(3)
    return pl.concat_str("unit", street, number)


def communities(compounds: pl.DataFrame) -> pl.DataFrame:
    """Return the communities of all compounds, surveyed before 2023 or, in poor regions, late."""
    rows = compounds.group_by("community").agg(
        pl.col("unit", "_q", "_community").first()
    ).sort("community").with_row_index("_id")  # fmt: skip
    stem = pick("community", ROADS)
    early = day(date(2021, 5, 1)) + draw("surveyed", 240)
    late = day(date(2024, 2, 1)) + draw("surveyed late", 150)
    return rows.filter(likely("community listed", 930, 999)).with_columns(
        name=pl.concat_str(stem, pl.lit("社区")),
        street=pl.concat_str(pick("street", ROADS), pl.lit("街道")),
        region="unit",
        surveyed_on=spotty(
            pl.when(likely("surveyed", 700, 998)).then(early).otherwise(late), "survey"
        ),
        shortfalls=spotty(pick("shortfalls", SHORTFALLS), "shortfalls"),
        idle_assets=spotty(pick("assets", ASSETS), "assets"),
        remedies=spotty(pick("remedies", REMEDIES), "remedies"),
    )
