"""Titles and sentences of the screens and papers: each is written once."""

PRODUCT = "督导一张表"
OVERVIEW = "总览"
PLACE = "一地一页"
SUPERVISION = "督导一张表"
PROJECT = "项目情况"
SEARCH = "搜索"
TASKS = "重点任务"
LEDGER = "整改台账"
INDICATORS = "指标评价"
RANKING = "排名"
TRACE = "溯源"
SHEETS = "考核细则评价"
INCENTIVES = "双清单"
OBJECTIONS = "异议与更正"
REPORTING = "报送情况"
SUBMISSIONS = "数据报送"
REVIEW = "报送审核"
BRIEFINGS = "简报"
RULES = "参数规则"
WHAT_IF = "规则测算"
ROUNDS = "封账轮次"
CHANGES = "本期变化"
MEETING = "周调度会议"
ORDERS = "督办单"
PROMISES = "会议承诺"
CASES = "经验案例"
CALENDAR = "工作日历"
DIVISIONS = "区划调整"
RECONCILIATION = "台账报表核对"
SETTINGS = "系统设置"
LOG = "操作日志"
ACCOUNTS = "账号管理"

NOTHING_YET = "数据库中还没有任何报送。"
NO_LEDGER = (
    "{place}在{year}年没有项目台账，只有进展报表，不能逐条评价；开工情况见“总览”。"
    "请在上方改选有台账的范围或年度。"
)
NOTHING_SENT = (
    "{place}没有报送{year}年度的项目台账，也没有报送进展报表，不能评价。"
    "请在上方改选已报送的范围、日期或年度。"
)
FIRST_DATE = (
    "所选数据截止日期之前没有更早的数据，无法比较。有较晚日期的，请在上方改选；"
    "只有这一期的，收到下一期报送后显示变化。"
)
SEALED_ALONE = (
    "封账轮次只保存这一期的数据，不与以前各期比较。需要看走势的，请在上方改选“当前数据（未封账）”。"
)
ONE_DATE = "目前只有一期数据，收到下一期报送后显示走势。"
NO_RECORDS = "没有符合条件的记录。"
SYSTEM_DEFAULT = "本系统默认"
