"""Events (底线事件) and issues to be rectified (整改台账).

Confirmed breaches lie only in the regions marked for them (`_breach`), so that a bar is a story to
be told and not noise; pending and refuted events, and overdue letters of complaint, lie anywhere.
"""

from datetime import date

import polars as pl

from metrics.records.sheets.supervision import ISSUE_SOURCES
from sql.demo.draw import between, chance, draw, likely, pick
from sql.demo.timeline import YEAR, day

SOCIAL = ("随意拆除老建筑", "搬迁居民", "砍伐老树")
MONEY = ("截留", "挪用", "其他资金违规")
BUILDING = ("质量问题", "安全事故")
PROBLEMS = (
    "进度款支付超过工程进度", "部分雨污管网未按图施工", "改造后垃圾分类设施闲置", "施工围挡影响居民出行",
    "专项资金未及时分解下达", "档案资料不完整", "外墙保温局部空鼓", "物业服务未按约定进驻",
)  # fmt: skip
AUDITED = ("审计", "国务院大督查")


def events(owners: pl.DataFrame, projects: pl.DataFrame) -> pl.DataFrame:
    """Return the events of all owners: rumours anywhere, confirmed ones where marked."""
    kinds = (*SOCIAL, *MONEY, *BUILDING)
    confirmed = pl.col("_breach").is_in(("A02.3", "A03.2", "A09.3"))
    rows = owners.filter(confirmed | chance("event", 170)).with_columns(
        pl.when(pl.col("_breach") == "A02.3").then(pick("social", SOCIAL))
        .when(pl.col("_breach") == "A03.2").then(pick("money", MONEY))
        .when(pl.col("_breach") == "A09.3").then(pick("building", BUILDING))
        .otherwise(pick("kind", kinds)).alias("kind"),
        pl.when(confirmed).then(pl.lit("属实")).otherwise(pick("status", ("待核", "不实"))).alias("status"),
    )  # fmt: skip
    happened = day(date(2024, 2, 10)) + draw("event day", 140)
    return _with_project(rows, projects).with_columns(
        pl.concat_str(pl.lit("SJ2024"), "unit").alias("event"),
        region="unit", happened_on=happened, _checked=happened + between("checked", 10, 45),
        project=pl.when(pl.col("kind").is_in(BUILDING)).then("project"),
        note=pl.lit("群众来信反映，已转有关部门核实"),
    )  # fmt: skip


def issues(owners: pl.DataFrame, projects: pl.DataFrame) -> pl.DataFrame:
    """Return up to four issues of each owner, plus an overdue audit issue where marked."""
    base = owners.with_columns(_n=draw("issues", 5) + (pl.col("_breach") == "A10.1"))
    rows = base.filter(pl.col("_n") > 0).with_columns(_j=pl.int_ranges(pl.col("_n"))).explode("_j")
    late = (pl.col("_breach") == "A10.1") & (pl.col("_j") == 0)
    rows = rows.with_columns(_id=pl.col("_id").cast(pl.Int64) * 8 + pl.col("_j"), _late=late)
    source = pl.when("_late").then(pl.lit("审计")).otherwise(pick("source", ISSUE_SOURCES))
    found_day = (
        pl.when("_late")
        .then(day(date(2024, 2, 20)))
        .otherwise(day(date(2023, 5, 1)) + draw("found", 430))
    )
    rows = rows.with_columns(source=source, found_on=found_day).with_columns(
        due_on=pl.col("found_on") + between("due", 30, 100)
    )
    in_time = ~pl.col("_late") & (pl.col("source").is_in(AUDITED) | likely("rectified", 550, 990))
    rectified = pl.col("due_on") + pl.when(in_time).then(-between("early", 4, 20)).otherwise(
        between("overdue", 20, 200)
    )
    return _with_project(rows, projects).with_columns(
        pl.concat_str(pl.lit("WT"), "unit", (pl.col("_j") + 1).cast(pl.String).str.zfill(2)).alias("issue"),
        region="unit", problem=pick("problem", PROBLEMS),
        owner=pl.concat_str("_stem", pl.lit("住建局整改专班负责人")),
        rectified_on=rectified, proof=pl.lit("整改报告及现场照片"),
        project=pl.when(chance("issue of project", 650)).then("project"),
    ).with_columns(closed_on=pl.col("rectified_on") + between("closing", 1, 3))  # fmt: skip


def _with_project(rows: pl.DataFrame, projects: pl.DataFrame) -> pl.DataFrame:
    ours = projects.filter(pl.col("plan_year") == YEAR).group_by("unit").agg(
        pl.col("project").min()
    )  # fmt: skip
    return rows.join(ours, on="unit", how="left").sort("unit", "_id")
