"""The sheets of the reporting workbook (报送工作簿), in official order.

Headings follow the data dictionary exactly. The only columns added to it are 公布开工率 and
公布序号 of 进展报表: the published national tables print a rate, and an order, without the plan
behind them, and a plan figure must not be invented.

重点任务 are numbered by each unit for itself (1, 2, 3 …), so their numbers are not codes: the list of a
city and that of its province stand side by side, and reading 10 of the standard (the same key from
two units) does not apply to them.
"""

from metrics.records.schema import Column, Kind, Sheet

CODE, TEXT, CHOICE, FLAG = Kind.CODE, Kind.TEXT, Kind.CHOICE, Kind.FLAG
COUNT, YEAR, MONEY, DECIMAL = Kind.COUNT, Kind.YEAR, Kind.MONEY, Kind.DECIMAL
PERCENT, DATE = Kind.PERCENT, Kind.DATE

LEVELS = ("国", "省", "市", "县")
UTILITIES = ("水", "电", "气", "热", "信")
FUND_SOURCES = (
    "中央财政补助", "中央预算内投资", "省财政", "市财政", "县财政", "专项债", "一般债", "银行贷款",
    "企业债券", "专营单位", "产权单位", "社会资本", "居民直接出资", "住房公积金", "维修资金", "公共收益",
)  # fmt: skip
INSTRUMENTS = (
    "工作机制", "工作规则", "责任清单", "议事规程", "街道社区职责分工", "质量安全监管机制",
    "专营衔接-水", "专营衔接-电", "专营衔接-气", "专营衔接-热", "专营衔接-信",
    "精简审批", "标准体系", "存量资源利用", "土地混合利用", "户内改造",
)  # fmt: skip
EVENTS = (
    "随意拆除老建筑", "搬迁居民", "砍伐老树", "截留", "挪用", "其他资金违规", "质量问题", "安全事故",
)  # fmt: skip
ISSUE_SOURCES = ("审计", "国务院大督查", "省级督查", "巡查", "信访", "媒体")

REGIONS = Sheet("regions", "区划", "由省级维护：本省各级行政区划及属性", (
    Column("region", "行政区划代码", CODE, required=True, key=True, example="620102"),
    Column("name", "名称", TEXT, required=True, example="城关区"),
    Column("level", "层级", CHOICE, required=True, choices=LEVELS, example="县"),
    Column("parent", "上级代码", CODE, example="620100", note="最上一级留空"),
    Column("heated", "北方采暖地区", FLAG, example="是"),
    Column("hardship", "财政困难程度系数", DECIMAL, low=0, example="80.00"),
))  # fmt: skip

PROJECTS = Sheet("projects", "项目", "一行一个改造项目，一个项目可含多个小区", (
    Column("project", "项目编码", CODE, required=True, key=True, example="XM2023-62010201"),
    Column("name", "项目名称", TEXT, required=True, example="和平路片区改造项目"),
    Column("region", "行政区划代码", CODE, required=True, example="620102", note="填县（区）代码"),
    Column("plan_year", "计划年度", YEAR, required=True, low=2015, high=2100, example="2023"),
    Column("implementer", "实施主体", TEXT, example="城关区住房和城乡建设局"),
    Column("scale_operator", "规模化实施运营主体", FLAG, example="否"),
    Column("delivery_mode", "建设模式", CHOICE,
           choices=("EPC", "EPC+O", "F+EPC+O", "代建", "BOT", "其他"), example="EPC"),
    Column("joint_area", "片区名称", TEXT, example="和平路片区", note="未纳入片区联动填“无”"),
    Column("planned_investment", "计划总投资(万元)", MONEY, low=0, example="1250.50"),
    Column("completed_investment", "累计完成投资(万元)", MONEY, low=0, example="600.00"),
    Column("review_accepted_on", "联合审查受理日期", DATE, example="2023-02-10"),
    Column("review_approved_on", "联合审查批复日期", DATE, example="2023-02-24"),
    Column("builder", "建设单位", TEXT, example="城关区城市建设投资公司"),
    Column("designer", "设计单位", TEXT, example="省建筑设计院"),
    Column("contractor", "施工单位", TEXT, example="第三建筑工程公司"),
    Column("supervisor", "监理单位", TEXT, example="恒正监理公司"),
    Column("project_owner", "项目责任人", TEXT, example="责任人姓名"),
    Column("supervision_owner", "监管责任人", TEXT, example="责任人姓名"),
))  # fmt: skip

COMPOUNDS = Sheet("compounds", "小区", "一行一个小区；跨年度列入不同项目的，每个项目各一行", (
    Column("compound", "小区编码", CODE, required=True, key=True, example="XQ6201020001"),
    Column("name", "小区名称", TEXT, required=True, example="和平路1号院"),
    Column("project", "项目编码", CODE, required=True, key=True, example="XM2023-62010201"),
    Column("community", "社区编码", CODE, example="620102001001"),
    Column("address", "地址", TEXT, example="和平路1号"),
    Column("built_year", "建成年份", YEAR, low=1900, high=2100, example="1992"),
    Column("households", "户数", COUNT, required=True, low=1, example="168"),
    Column("buildings", "楼栋数", COUNT, required=True, low=0, example="5"),
    Column("floor_area", "建筑面积(㎡)", DECIMAL, required=True, low=0, example="14280.50"),
    Column("demolition_listed", "列入征收拆迁范围", FLAG, example="否"),
    Column("renovated_elsewhere", "已享受其他改造政策", FLAG, example="否"),
    Column("archive_basics", "档案-基本情况", FLAG, example="是"),
    Column("archive_wishes", "档案-居民意愿", FLAG, example="是"),
    Column("archive_scheme", "档案-改造方案", FLAG, example="是"),
    Column("archive_progress", "档案-工程进度", FLAG, example="是"),
    Column("archive_before_after", "档案-前后对比", FLAG, example="是"),
    Column("reserve_score", "储备库得分", DECIMAL, low=0, example="86.5"),
    Column("reserved_on", "入库日期", DATE, example="2022-09-15"),
    Column("planned_on", "列入计划日期", DATE, example="2023-01-10"),
    Column("consulted_households", "参与征询户数", COUNT, low=0, example="150"),
    Column("consenting_households", "同意改造户数", COUNT, low=0, example="141"),
    Column("consulted_on", "意愿征询完成日期", DATE, example="2022-10-20"),
    Column("scheme_published_on", "方案公示日期", DATE, example="2023-02-01"),
    Column("scheme_votes", "方案同意户数", COUNT, low=0, example="139"),
    Column("scheme_voted_on", "方案表决日期", DATE, example="2023-02-20"),
    Column("vote_form", "表决方式", CHOICE, choices=("书面", "线上"), example="书面"),
    Column("property_mode", "物业管理模式", TEXT, example="专业物业服务"),
    Column("property_fee", "物业服务费(元/㎡·月)", DECIMAL, low=0, example="0.60"),
    Column("aftercare_confirmed_on", "长效管理确认日期", DATE, example="2023-02-20"),
    Column("start_due", "计划开工日期", DATE, example="2023-04-01"),
    Column("started_on", "实际开工日期", DATE, example="2023-04-06"),
    Column("finish_due", "计划完工日期", DATE, example="2023-10-31"),
    Column("completed_on", "实际完工日期", DATE, example=""),
    Column("physical_progress", "形象进度(%)", PERCENT, low=0, high=1_000_000, example="45%"),
    Column("acceptance", "验收结论", CHOICE, choices=("合格", "不合格"), example="合格"),
    Column("accepted_on", "验收日期", DATE, example=""),
    Column("handed_over_on", "移交日期", DATE, example=""),
    Column("took_part_scheme", "参与方案制定", FLAG, example="是"),
    Column("took_part_works", "配合施工", FLAG, example="是"),
    Column("took_part_oversight", "参与过程监督", FLAG, example="是"),
    Column("took_part_aftercare", "参与后续管理", FLAG, example="是"),
    Column("took_part_feedback", "评价反馈", FLAG, example="是"),
    Column("survey_responses", "有效答卷数", COUNT, low=0, example="140"),
    Column("survey_satisfied", "满意答卷数", COUNT, low=0, example="131"),
    Column("party_branch_on", "党组织成立日期", DATE, example="2023-03-01"),
    Column("owners_committee_on", "业委会成立日期", DATE, example="2023-03-15"),
    Column("online_vote", "线上表决", FLAG, example="是"),
    Column("upkeep_collection", "维修资金归集", FLAG, example="是"),
    Column("upkeep_use", "维修资金使用", FLAG, example="是"),
    Column("upkeep_renewal", "维修资金续筹", FLAG, example="否"),
    Column("lifts", "加装电梯(部)", COUNT, low=0, example="2"),
    Column("parking_spaces", "新增停车位(个)", COUNT, low=0, example="30"),
    Column("chargers", "充电桩(个)", COUNT, low=0, example="10"),
    Column("care_facilities", "养老托育设施(个)", COUNT, low=0, example="1"),
))  # fmt: skip

CONTENTS = Sheet("contents", "改造内容", "一行一个小区的一项内容：短板、是否纳入方案、是否完成", (
    Column("compound", "小区编码", CODE, required=True, key=True, example="XQ6201020001"),
    Column("item", "内容项", CHOICE, required=True, key=True, choices_rule="content_items",
           example="供水"),
    Column("short", "存在短板", FLAG, required=True, example="是"),
    Column("in_scheme", "纳入方案", FLAG, example="是"),
    Column("area_remedy", "片区补齐方式", CHOICE,
           choices=("改造", "新建", "租赁", "购买"), example="无"),
    Column("done", "已完成", FLAG, example="否"),
))  # fmt: skip

FACILITIES = Sheet("facilities", "专营设施", "一行一个小区的一类水电气热信设施", (
    Column("compound", "小区编码", CODE, required=True, key=True, example="XQ6201020001"),
    Column("utility", "类型", CHOICE, required=True, key=True, choices=UTILITIES, example="水"),
    Column("to_renew", "需改造", FLAG, required=True, example="是"),
    Column("joint_scheme_on", "统筹施工方案日期", DATE, example="2023-03-20"),
    Column("handed_over_on", "产权移交日期", DATE, example=""),
))  # fmt: skip

FUNDS = Sheet("funds", "资金", "一行一个项目的一种资金来源", (
    Column("project", "项目编码", CODE, required=True, key=True, example="XM2023-62010201"),
    Column("source", "资金来源", CHOICE, required=True, key=True, choices=FUND_SOURCES,
           example="中央财政补助"),
    Column("planned", "计划金额(万元)", MONEY, low=0, example="500.00"),
    Column("received", "到位金额(万元)", MONEY, low=0, example="300.00"),
    Column("paid", "支付金额(万元)", MONEY, low=0, example="180.00"),
))  # fmt: skip

INSTRUMENTS_SHEET = Sheet("instruments", "制度建设", "一行一个地区的一项制度文件", (
    Column("region", "行政区划代码", CODE, required=True, key=True, example="620102"),
    Column("instrument", "制度类别", CHOICE, required=True, key=True, choices=INSTRUMENTS,
           example="工作机制"),
    Column("status", "状态", CHOICE, required=True, choices=("已建立", "未建立"), example="已建立"),
    Column("doc_no", "文号", TEXT, key=True, example="城政办发〔2022〕8号"),
    Column("issued_on", "印发日期", DATE, key=True, example="2022-03-01"),
    Column("repealed_on", "废止日期", DATE, example="无"),
))  # fmt: skip

CAPACITIES = Sheet("capacities", "年度能力", "一行一个地区的一个年度", (
    Column("region", "行政区划代码", CODE, required=True, key=True, example="620102"),
    Column("year", "年度", YEAR, required=True, key=True, low=2015, high=2100, example="2023"),
    Column("funding_capacity", "资金筹措能力(万元)", MONEY, low=0, example="20000.00"),
    Column("delivery_capacity", "组织实施能力(个小区)", COUNT, low=0, example="40"),
    Column("new_hidden_debt", "新增隐性债务", FLAG, example="否"),
    Column("quota_pushed_down", "层层下指标", FLAG, example="否"),
))  # fmt: skip

COMMUNITIES = Sheet("communities", "社区摸排", "一行一个社区的摸排结果", (
    Column("community", "社区编码", CODE, required=True, key=True, example="620102001001"),
    Column("name", "社区名称", TEXT, required=True, example="和平社区"),
    Column("street", "街道", TEXT, example="和平街道"),
    Column("region", "行政区划代码", CODE, required=True, example="620102"),
    Column("surveyed_on", "摸排日期", DATE, example="2022-08-30"),
    Column("shortfalls", "短板设施", TEXT, example="停车、养老"),
    Column("idle_assets", "可利用存量资源", TEXT, example="闲置锅炉房"),
    Column("remedies", "拟补齐设施", TEXT, example="托育点"),
))  # fmt: skip

EVENTS_SHEET = Sheet("events", "事件", "一行一起底线事件", (
    Column("event", "事件编码", CODE, required=True, key=True, example="SJ2023001"),
    Column("region", "行政区划代码", CODE, required=True, example="620102"),
    Column("project", "项目编码", CODE, example="XM2023-62010201"),
    Column("kind", "类型", CHOICE, required=True, choices=EVENTS, example="挪用"),
    Column("happened_on", "发生日期", DATE, required=True, example="2023-05-06"),
    Column("status", "核实状态", CHOICE, required=True, choices=("待核", "属实", "不实"),
           example="待核"),
    Column("note", "说明", TEXT, example="群众来信反映，已转县财政局核实"),
))  # fmt: skip

ISSUES = Sheet("issues", "整改台账", "一行一个待整改问题", (
    Column("issue", "问题编码", CODE, required=True, key=True, example="WT2023001"),
    Column("region", "行政区划代码", CODE, required=True, example="620102"),
    Column("project", "项目编码", CODE, example="XM2023-62010201"),
    Column("source", "来源", CHOICE, required=True, choices=ISSUE_SOURCES, example="审计"),
    Column("problem", "问题描述", TEXT, required=True, example="进度款支付超过工程进度"),
    Column("found_on", "发现日期", DATE, required=True, example="2023-04-10"),
    Column("due_on", "整改期限", DATE, required=True, example="2023-06-30"),
    Column("owner", "责任人", TEXT, example="责任人姓名"),
    Column("rectified_on", "整改完成日期", DATE, example="2023-06-20"),
    Column("closed_on", "销号日期", DATE, example="2023-06-25"),
    Column("proof", "佐证材料", TEXT, example="整改报告及票据"),
))  # fmt: skip

TASKS = Sheet("tasks", "重点任务", "一行一项重点任务", (
    Column("task", "任务序号", CODE, required=True, key=True, example="1",
           note="由本单位自行编号，与其他单位的序号互不影响"),
    Column("category", "工作分类", TEXT, example="完善政策"),
    Column("work", "重点工作", TEXT, example="审批制度"),
    Column("content", "任务内容", TEXT, required=True, example="出台联合审查实施细则"),
    Column("units", "责任单位", TEXT, required=True, example="省住房和城乡建设厅、省财政厅",
           note="多个单位用顿号分开"),
    Column("deadline", "完成时限", TEXT, required=True, example="2023年8月",
           note="如：2023年8月；每年9月底前；按年度组织实施"),
    Column("status", "状态", CHOICE, choices=("未启动", "推进中", "已完成"), example="推进中"),
    Column("finished_on", "完成日期", DATE, example=""),
    Column("progress", "进展说明", TEXT, example="已完成征求意见"),
), own_numbers=True)  # fmt: skip

RETURNS = Sheet("returns", "进展报表", "没有项目台账的地区填报的汇总数；有台账的用于核对", (
    Column("region", "行政区划代码", CODE, required=True, key=True, example="620102"),
    Column("year", "计划年度", YEAR, required=True, key=True, low=2015, high=2100, example="2023"),
    Column("planned_compounds", "计划小区数", COUNT, low=0, example="36"),
    Column("started_compounds", "已开工小区数", COUNT, low=0, example="30"),
    Column("completed_compounds", "已完工小区数", COUNT, low=0, example="8"),
    Column("planned_households", "计划户数", COUNT, low=0, example="6200"),
    Column("started_households", "已开工户数", COUNT, low=0, example="5400"),
    Column("planned_investment", "计划投资(万元)", MONEY, low=0, example="18000.00"),
    Column("completed_investment", "完成投资(万元)", MONEY, low=0, example="9000.00"),
    Column("received", "到位资金(万元)", MONEY, low=0, example="8000.00"),
    Column("paid", "支付资金(万元)", MONEY, low=0, example="5200.00"),
    Column("published_start_rate", "公布开工率", TEXT, example="97.5%",
           note="仅供录入上级公布、未附计划数的报表：百分数或“全部开工”"),
    Column("published_order", "公布序号", COUNT, low=1, example="3", note="公布报表中的序号"),
))  # fmt: skip

SHEETS = (
    REGIONS, PROJECTS, COMPOUNDS, CONTENTS, FACILITIES, FUNDS, INSTRUMENTS_SHEET, CAPACITIES,
    COMMUNITIES, EVENTS_SHEET, ISSUES, TASKS, RETURNS,
)  # fmt: skip
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
BY_LABEL = {sheet.label: sheet for sheet in SHEETS}
