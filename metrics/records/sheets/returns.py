"""进展报表: the sums of a region without a project ledger.

The only columns added to the dictionary are 公布开工率 and 公布序号: the published national tables print
a rate, and an order, without the plan behind them, and a plan figure must not be invented.
"""

from metrics.records.published_rate import PUBLISHED_RATE
from metrics.records.schema import Column, Sheet
from metrics.records.sheets.shorthand import (
    CODE,
    COUNT,
    CURRENT,
    FIXED,
    KEY,
    MONEY,
    TEXT,
    TOTAL,
    YEAR,
)

RETURNS = Sheet("returns", "进展报表", "没有项目台账的地区填报的汇总数；有台账的用于核对", (
    Column("region", "行政区划代码", CODE, KEY, required=True, names="regions", example="620102"),
    Column("year", "计划年度", YEAR, KEY, required=True, low=2015, high=2100, example="2023"),
    Column("planned_compounds", "计划小区数", COUNT, FIXED, low=0, example="36"),
    Column("started_compounds", "已开工小区数", COUNT, TOTAL, low=0, only_grows=True, example="30"),
    Column("completed_compounds", "已完工小区数", COUNT, TOTAL, low=0, only_grows=True, example="8"),
    Column("planned_households", "计划户数", COUNT, FIXED, low=0, example="6200"),
    Column("started_households", "已开工户数", COUNT, TOTAL, low=0, only_grows=True, example="5400"),
    Column("planned_investment", "计划投资(万元)", MONEY, FIXED, low=0, example="18000.00"),
    Column("completed_investment", "完成投资(万元)", MONEY, TOTAL, low=0, only_grows=True,
           example="9000.00"),
    Column("received", "到位资金(万元)", MONEY, TOTAL, low=0, only_grows=True, example="8000.00"),
    Column("paid", "支付资金(万元)", MONEY, TOTAL, low=0, only_grows=True, example="5200.00"),
    Column("published_start_rate", "公布开工率", TEXT, CURRENT, grammar=PUBLISHED_RATE,
           example="97.5%",
           note="仅供录入上级公布、未附计划数的报表：百分数或“全部开工”"),
    Column("published_order", "公布序号", COUNT, CURRENT, low=1, example="3", note="公布报表中的序号"),
))  # fmt: skip
