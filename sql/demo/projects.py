"""Projects (项目) and their money (资金), as they truly are."""

import polars as pl

from sql.demo.draw import between, draw, likely, pick, spotty
from sql.demo.names import AREAS, FIRMS

CENT = 10_000
"""Amounts are typed in 万元 with two decimals: multiples of 10 000 分."""

SOURCES = (
    ("中央财政补助", 1000, 360, 460), ("中央预算内投资", 300, 60, 140), ("省财政", 850, 90, 130),
    ("市财政", 700, 60, 100), ("县财政", 900, 60, 110), ("专项债", 350, 100, 220),
    ("一般债", 150, 60, 120), ("银行贷款", 0, 80, 160), ("专营单位", 0, 60, 120),
    ("产权单位", 200, 20, 60), ("社会资本", 0, 80, 160), ("居民直接出资", 800, 20, 60),
    ("住房公积金", 150, 10, 30), ("维修资金", 400, 20, 50), ("公共收益", 200, 5, 20),
)  # fmt: skip
"""Source, ‰ of projects that have it (0: grows with quality), smallest and largest weight."""


def projects(compounds: pl.DataFrame) -> pl.DataFrame:
    """Return one row per project with what it is meant to cost, sorted by code."""
    grouped = compounds.group_by("project", "unit", "plan_year").agg(
        pl.col("_q").first(), pl.col("households").sum().alias("_households"),
        pl.col("name").sort_by("_id").first().alias("_compound"),
        pl.col("planned_on").min().alias("_planned"), pl.col("_stem").first(),
        pl.col("_breach").first(),
    )  # fmt: skip
    numbered = grouped.sort("project").with_row_index("_id")
    return numbered.with_columns(
        region="unit",
        planned_investment=pl.col("_households") * between("cost", 120, 380) * CENT,
        **_parties(),
        **_dates(),
    )


def _parties() -> dict[str, pl.Expr]:
    county = pl.col("_stem")
    area = pl.when(likely("joined", 450, 970)).then(
        pl.concat_str(county, pick("area", AREAS), pl.lit("片区"))
    )
    mode = pick("mode", ("EPC", "EPC", "EPC+O", "代建", "F+EPC+O", "其他"))
    return {
        "name": pl.concat_str("_compound", pl.lit("等改造项目")),
        "implementer": pl.concat_str(county, pl.lit("住房和城乡建设局")),
        "scale_operator": spotty(likely("operator", 250, 960), "operator"),
        "delivery_mode": spotty(mode, "delivery"),
        "joint_area": spotty(area.otherwise(pl.lit("无")), "area"),
        "builder": spotty(pl.concat_str(county, pl.lit("城市建设投资公司")), "builder"),
        "designer": spotty(pl.concat_str(pick("designer", FIRMS), pl.lit("建筑设计公司")), "designer"),
        "contractor": spotty(pl.concat_str(pick("contractor", FIRMS), pl.lit("建设工程公司")), "contractor"),
        "supervisor": spotty(pl.concat_str(pick("supervisor", FIRMS), pl.lit("监理公司")), "supervisor"),
        "project_owner": pl.concat_str(county, pl.lit("住建局项目科负责人")),
        "supervision_owner": pl.concat_str(county, pl.lit("住建局质量安全站负责人")),
    }  # fmt: skip


def _dates() -> dict[str, pl.Expr]:
    accepted = pl.col("_planned") + between("review", 10, 40)
    return {
        "review_accepted_on": accepted,
        "review_approved_on": accepted + between("approval", 5, 20),
    }


def funds(projects: pl.DataFrame) -> pl.DataFrame:
    """Split each project's cost over its sources; the central subsidy takes what is left over."""
    rest = pl.col("planned_investment") - pl.col("planned").sum().over("project")
    central = pl.col("source") == SOURCES[0][0]
    return _shares(_sources(projects)).with_columns(
        planned=pl.when(central).then(pl.col("planned") + rest).otherwise("planned"),
        _days=between("money pace", 240, 420, of="_project"),
        _most=between("money most", 860, 1000, of="_project"),
        _from=pl.date(pl.col("plan_year"), 2, 1).cast(pl.Int32).cast(pl.Int64)
        + between("money from", 0, 40),
        _pays=between("pays", 700, 980, of="_project"),
        _told=draw("blank received", 1000) >= 3 + (1000 - pl.col("_q")) * 20 // 1000,
    )


def _sources(projects: pl.DataFrame) -> pl.DataFrame:
    """Draw the sources that each project has, one row each, sorted by project and source."""
    sources = pl.DataFrame(
        SOURCES, schema=["source", "_often", "_low", "_high"], orient="row"
    ).with_row_index("_s")
    every = projects.select(
        "project", "unit", "plan_year", "_q", "planned_investment", _project="_id"
    )
    rows = every.join(sources, how="cross").with_columns(_id=pl.col("_project") * 32 + pl.col("_s"))
    often = pl.when(pl.col("_often") == 0).then(pl.col("_q") * 8 // 10 + 60).otherwise("_often")
    return rows.filter(draw("has source", 1000) < often).sort("project", "_s")


def _shares(rows: pl.DataFrame) -> pl.DataFrame:
    """Divide the cost of each project over its sources by weights drawn, rounded down."""
    weight = pl.col("_low") + draw("weight", 1000) * (pl.col("_high") - pl.col("_low")) // 1000
    part = pl.col("planned_investment") * pl.col("_w") // pl.col("_w").sum().over("project")
    return rows.with_columns(_w=weight).with_columns(planned=part // CENT * CENT)
