"""项目 and what belongs to a project: its money (资金)."""

from metrics.records.schema import Column, Sheet
from metrics.records.sheets.shorthand import (
    CHOICE,
    CODE,
    CURRENT,
    DATE,
    FACT,
    FIXED,
    FLAG,
    KEY,
    MONEY,
    TEXT,
    TOTAL,
    YEAR,
)

FUND_SOURCES = (
    "中央财政补助", "中央预算内投资", "省财政", "市财政", "县财政", "专项债", "一般债", "银行贷款",
    "企业债券", "专营单位", "产权单位", "社会资本", "居民直接出资", "住房公积金", "维修资金", "公共收益",
)  # fmt: skip

PROJECTS = Sheet("projects", "项目", "一行一个改造项目，一个项目可含多个小区", (
    Column("project", "项目编码", CODE, KEY, required=True, coined=True, example="XM2023-62010201"),
    Column("name", "项目名称", TEXT, FIXED, required=True, example="和平路片区改造项目"),
    Column("region", "行政区划代码", CODE, FIXED, required=True, names="regions",
           example="620102", note="填县（区）代码"),
    Column("plan_year", "计划年度", YEAR, FIXED, required=True, low=2015, high=2100, example="2023"),
    Column("implementer", "实施主体", TEXT, CURRENT, example="城关区住房和城乡建设局"),
    Column("scale_operator", "规模化实施运营主体", FLAG, FIXED, example="否"),
    Column("delivery_mode", "建设模式", CHOICE, FIXED,
           choices=("EPC", "EPC+O", "F+EPC+O", "代建", "BOT", "其他"), example="EPC"),
    Column("joint_area", "片区名称", TEXT, FIXED, example="和平路片区", note="未纳入片区联动填“无”"),
    Column("planned_investment", "计划总投资(万元)", MONEY, FIXED, low=0, example="1250.50"),
    Column("completed_investment", "累计完成投资(万元)", MONEY, TOTAL, low=0, only_grows=True,
           example="600.00"),
    Column("review_accepted_on", "联合审查受理日期", DATE, FACT, example="2023-02-10"),
    Column("review_approved_on", "联合审查批复日期", DATE, FACT, example="2023-02-24"),
    Column("builder", "建设单位", TEXT, CURRENT, example="城关区城市建设投资公司"),
    Column("designer", "设计单位", TEXT, CURRENT, example="省建筑设计院"),
    Column("contractor", "施工单位", TEXT, CURRENT, example="第三建筑工程公司"),
    Column("supervisor", "监理单位", TEXT, CURRENT, example="恒正监理公司"),
    Column("project_owner", "项目责任人", TEXT, CURRENT, example="责任人姓名"),
    Column("supervision_owner", "监管责任人", TEXT, CURRENT, example="责任人姓名"),
), leaves=True, of_counties=True)  # fmt: skip

FUNDS = Sheet("funds", "资金", "一行一个项目的一种资金来源", (
    Column("project", "项目编码", CODE, KEY, required=True, names="projects",
           example="XM2023-62010201"),
    Column("source", "资金来源", CHOICE, KEY, required=True, choices=FUND_SOURCES,
           example="中央财政补助"),
    Column("planned", "计划金额(万元)", MONEY, FIXED, low=0, example="500.00"),
    Column("received", "到位金额(万元)", MONEY, TOTAL, low=0, only_grows=True, example="300.00"),
    Column("paid", "支付金额(万元)", MONEY, TOTAL, low=0, only_grows=True, example="180.00"),
), of=("projects",))  # fmt: skip
