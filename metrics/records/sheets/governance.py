"""What governments and communities did: 制度建设, 年度能力, 社区摸排."""

from metrics.records.schema import Column, Sheet
from metrics.records.sheets.shorthand import (
    CHOICE,
    CODE,
    COUNT,
    CURRENT,
    DATE,
    FACT,
    FIXED,
    FLAG,
    KEY,
    MONEY,
    STAGE,
    TEXT,
    YEAR,
)

INSTRUMENTS = (
    "工作机制", "工作规则", "责任清单", "议事规程", "街道社区职责分工", "质量安全监管机制",
    "专营衔接-水", "专营衔接-电", "专营衔接-气", "专营衔接-热", "专营衔接-信",
    "精简审批", "标准体系", "存量资源利用", "土地混合利用", "户内改造",
)  # fmt: skip

INSTRUMENTS_SHEET = Sheet("instruments", "制度建设", "一行一个地区的一项制度文件", (
    Column("region", "行政区划代码", CODE, KEY, required=True, names="regions", example="620102"),
    Column("instrument", "制度类别", CHOICE, KEY, required=True, choices=INSTRUMENTS,
           example="工作机制"),
    Column("status", "状态", CHOICE, STAGE, required=True, choices=("已建立", "未建立"),
           stages=(("未建立",), ("已建立",)), example="已建立"),
    Column("doc_no", "文号", TEXT, KEY, example="城政办发〔2022〕8号"),
    Column("issued_on", "印发日期", DATE, KEY, example="2022-03-01"),
    Column("repealed_on", "废止日期", DATE, FACT, may_lie_ahead=True, example="无"),
), of=("regions",))  # fmt: skip

CAPACITIES = Sheet("capacities", "年度能力", "一行一个地区的一个年度", (
    Column("region", "行政区划代码", CODE, KEY, required=True, names="regions", example="620102"),
    Column("year", "年度", YEAR, KEY, required=True, low=2015, high=2100, example="2023"),
    Column("funding_capacity", "资金筹措能力(万元)", MONEY, FIXED, low=0, example="20000.00"),
    Column("delivery_capacity", "组织实施能力(个小区)", COUNT, FIXED, low=0, example="40"),
    Column("new_hidden_debt", "新增隐性债务", FLAG, FIXED, example="否"),
    Column("quota_pushed_down", "层层下指标", FLAG, FIXED, example="否"),
), of=("regions",))  # fmt: skip

COMMUNITIES = Sheet("communities", "社区摸排", "一行一个社区的摸排结果", (
    Column("community", "社区编码", CODE, KEY, required=True, coined=True, example="620102001001"),
    Column("name", "社区名称", TEXT, FIXED, required=True, example="和平社区"),
    Column("street", "街道", TEXT, FIXED, example="和平街道"),
    Column("region", "行政区划代码", CODE, FIXED, required=True, names="regions", example="620102"),
    Column("surveyed_on", "摸排日期", DATE, FACT, example="2022-08-30"),
    Column("shortfalls", "短板设施", TEXT, CURRENT, example="停车、养老"),
    Column("idle_assets", "可利用存量资源", TEXT, CURRENT, example="闲置锅炉房"),
    Column("remedies", "拟补齐设施", TEXT, CURRENT, example="托育点"),
), of_counties=True)  # fmt: skip
