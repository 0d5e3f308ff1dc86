"""Government work: instruments (制度建设), yearly capacity (年度能力), key tasks (重点任务)."""

from datetime import date

import polars as pl

from metrics.records.sheets.governance import INSTRUMENTS
from sql.demo.draw import between, chance, draw, likely
from sql.demo.timeline import day

PROVINCE_ONLY = ("专营衔接-水", "专营衔接-电", "专营衔接-气", "专营衔接-热", "专营衔接-信",
                 "精简审批", "标准体系", "存量资源利用", "土地混合利用", "户内改造")  # fmt: skip


def instruments(divisions: pl.DataFrame) -> pl.DataFrame:
    """Return one row per government and instrument; a few are missing: not reported."""
    kinds = pl.DataFrame({"instrument": INSTRUMENTS, "_i": range(len(INSTRUMENTS))})
    rows = divisions.filter(pl.col("level") != "国").join(kinds, how="cross")
    rows = rows.with_columns(_id=pl.col("_id").cast(pl.Int64) * 32 + pl.col("_i"))
    province = pl.col("level") == "省"
    asked = ~province | pl.col("instrument").is_in(PROVINCE_ONLY)
    asked &= (pl.col("level") != "县") | (pl.col("instrument") != "标准体系")
    issued = day(date(2021, 3, 1)) + draw("issued", 1280)
    old = day(date(2021, 3, 1)) + draw("issued early", 1000)
    issued_rows = rows.filter(asked & likely("instrument told", 960, 999)).sort("region", "_i")
    return issued_rows.with_columns(
        unit="region",
        _set=likely("instrument", 430, 990),
        issued_on=pl.when(chance("recent", 150)).then(issued).otherwise(old),
        _number=between("number", 1, 96).cast(pl.String),
        repealed_on=pl.when(chance("repealed", 8)).then(day(date(2024, 5, 20))),
    )


def capacities(
    owners: pl.DataFrame, projects: pl.DataFrame, compounds: pl.DataFrame
) -> pl.DataFrame:
    """Return what each owner could raise and carry out each plan year, sometimes just enough."""
    keys = ("unit", "plan_year")
    counted = compounds.group_by(keys).agg(pl.len().cast(pl.Int64).alias("_compounds"))
    money = projects.group_by(keys).agg(pl.col("planned_investment").sum())
    rows = counted.join(money, on=keys).join(owners.select("unit", "_q"), on="unit")
    rows = rows.sort(keys).with_row_index("_id").with_columns(region="unit", year="plan_year")
    room = pl.when(~likely("room", 700, 995)).then(850).when(chance("just enough", 120)).then(1000)
    percent = room.otherwise(between("room", 1050, 1500))
    return rows.with_columns(
        funding_capacity=pl.col("planned_investment") * percent // 1000 // 10_000 * 10_000,
        delivery_capacity=(pl.col("_compounds") * percent + 999) // 1000,
        new_hidden_debt=~likely("no debt", 930, 1000),
        quota_pushed_down=~likely("no quota", 930, 1000),
    )


_HOUSING, _FINANCE = "省住房和城乡建设厅", "省财政厅"
_UTILITIES = "省通信管理局、省能源局、省水务局"
_TOGETHER = f"{_HOUSING}、{_FINANCE}"
TASKS = (
    ("完善政策", "审批制度", "印发改造项目联合审查实施细则", _HOUSING, "2024年3月", date(2024, 3, 22)),
    ("完善政策", "标准体系", "修订改造技术导则", _HOUSING, "2024年4月", date(2024, 5, 17)),
    ("完善政策", "土地政策", "明确存量房屋转用为社区服务设施的办理程序", "省自然资源厅", "2024年6月", None),
    ("完善政策", "户内改造", "出台引导居民同步户内改造的措施", f"{_HOUSING}、省商务厅", "2024年9月", None),
    ("组织实施", "计划管理", "下达年度改造计划", _TOGETHER, "2024年1月", date(2024, 1, 26)),
    ("组织实施", "进度管理", "每周汇总开工完工情况", _HOUSING, "按年度组织实施", None),
    ("组织实施", "专营衔接", "协调水电气热信管线同步改造", _UTILITIES, "2024年5月", date(2024, 5, 9)),
    ("资金保障", "资金下达", "分解下达中央补助资金", _FINANCE, "每年2月底前", date(2024, 2, 27)),
    ("资金保障", "社会参与", "推介社会资本参与改造的项目清单", f"{_HOUSING}、省地方金融监管局", "2024年7月", None),
    ("资金保障", "维修资金", "修订维修资金续筹办法", _TOGETHER, "2024年10月", None),
    ("质量安全", "质量巡查", "组织全省施工质量安全巡查", _HOUSING, "每年6月底前", date(2024, 6, 28)),
    ("质量安全", "竣工验收", "抽查已完工小区验收资料", _HOUSING, "每年9月底前", None),
    ("长效管理", "党建引领", "推动改造小区党组织应建尽建", "省委组织部、省民政厅", "2024年8月", None),
    ("长效管理", "居民参与", "总结推广线上议事做法", f"省民政厅、{_HOUSING}", "2024年11月", None),
    ("监督评价", "绩效评价", "开展上年度改造绩效评价", f"{_FINANCE}、{_HOUSING}", "每年3月底前", date(2024, 4, 11)),
    ("监督评价", "问题整改", "督促审计发现问题按期销号", f"{_HOUSING}、省审计厅", "按年度组织实施", None),
)  # fmt: skip
"""Category, work, content, units, deadline, and the day it was truly finished."""


def tasks(divisions: pl.DataFrame) -> pl.DataFrame:
    """Return the province's key tasks; an invented nation keeps them at the top."""
    top = divisions.filter(pl.col("parent").is_null()).item(0, "region")
    names = ("category", "work", "content", "units", "deadline", "finished_on")
    rows = [dict(zip(names, task, strict=True)) for task in TASKS]
    numbered = [{"task": str(n), "unit": top, **row} for n, row in enumerate(rows, start=1)]
    return pl.DataFrame(numbered, infer_schema_length=None).with_columns(
        pl.col("finished_on").cast(pl.Int32).cast(pl.Int64)
    )
