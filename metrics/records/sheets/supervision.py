"""What is supervised beside the works: 事件, 整改台账, 重点任务.

重点任务 are numbered by each unit for itself (1, 2, 3 …), so their numbers are not codes: the list of a
city and that of its province stand side by side, and reading 10 of the standard (the same key from
two units) does not apply to them.
"""

from metrics.records.schema import Column, Sheet
from metrics.records.sheets.shorthand import (
    CHOICE,
    CODE,
    CURRENT,
    DATE,
    FACT,
    FIXED,
    KEY,
    STAGE,
    TEXT,
)
from metrics.records.task_terms import DEADLINE, RESPONSIBLE

EVENT_KINDS = (
    "随意拆除老建筑", "搬迁居民", "砍伐老树", "截留", "挪用", "其他资金违规", "质量问题", "安全事故",
)  # fmt: skip
ISSUE_SOURCES = ("审计", "国务院大督查", "省级督查", "巡查", "信访", "媒体")

EVENTS_SHEET = Sheet("events", "事件", "一行一起底线事件", (
    Column("event", "事件编码", CODE, KEY, required=True, coined=True, example="SJ2023001"),
    Column("region", "行政区划代码", CODE, FIXED, required=True, names="regions", example="620102"),
    Column("project", "项目编码", CODE, FIXED, names="projects", example="XM2023-62010201"),
    Column("kind", "类型", CHOICE, FIXED, required=True, choices=EVENT_KINDS, example="挪用"),
    Column("happened_on", "发生日期", DATE, FIXED, required=True, example="2023-05-06"),
    Column("status", "核实状态", CHOICE, STAGE, required=True, choices=("待核", "属实", "不实"),
           stages=(("待核",), ("属实", "不实")), example="待核"),
    Column("note", "说明", TEXT, CURRENT, example="群众来信反映，已转县财政局核实"),
), of=("regions", "projects"))  # fmt: skip

ISSUES = Sheet("issues", "整改台账", "一行一个待整改问题", (
    Column("issue", "问题编码", CODE, KEY, required=True, coined=True, example="WT2023001"),
    Column("region", "行政区划代码", CODE, FIXED, required=True, names="regions", example="620102"),
    Column("project", "项目编码", CODE, FIXED, names="projects", example="XM2023-62010201"),
    Column("source", "来源", CHOICE, FIXED, required=True, choices=ISSUE_SOURCES, example="审计"),
    Column("problem", "问题描述", TEXT, FIXED, required=True, example="进度款支付超过工程进度"),
    Column("found_on", "发现日期", DATE, FIXED, required=True, example="2023-04-10"),
    Column("due_on", "整改期限", DATE, FIXED, required=True, may_lie_ahead=True, example="2023-06-30"),
    Column("owner", "责任人", TEXT, CURRENT, example="责任人姓名"),
    Column("rectified_on", "整改完成日期", DATE, FACT, example="2023-06-20"),
    Column("closed_on", "销号日期", DATE, FACT, example="2023-06-25"),
    Column("proof", "佐证材料", TEXT, CURRENT, example="整改报告及票据"),
), of=("projects",))  # fmt: skip

TASKS = Sheet("tasks", "重点任务", "一行一项重点任务", (
    Column("task", "任务序号", CODE, KEY, required=True, example="1",
           note="由本单位自行编号，与其他单位的序号互不影响"),
    Column("category", "工作分类", TEXT, FIXED, example="完善政策"),
    Column("work", "重点工作", TEXT, FIXED, example="审批制度"),
    Column("content", "任务内容", TEXT, FIXED, required=True, example="出台联合审查实施细则"),
    Column("units", "责任单位", TEXT, FIXED, required=True, grammar=RESPONSIBLE,
           example="省住房和城乡建设厅、省财政厅", note="多个单位用顿号分开"),
    Column("deadline", "完成时限", TEXT, FIXED, required=True, grammar=DEADLINE,
           example="2023年8月", note="如：2023年8月；每年9月底前；按年度组织实施"),
    Column("status", "状态", CHOICE, STAGE, choices=("未启动", "推进中", "已完成"),
           stages=(("未启动",), ("推进中",), ("已完成",)), example="推进中"),
    Column("finished_on", "完成日期", DATE, FACT, example=""),
    Column("progress", "进展说明", TEXT, CURRENT, example="已完成征求意见"),
), own_numbers=True)  # fmt: skip
