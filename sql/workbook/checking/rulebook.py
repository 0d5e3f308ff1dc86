"""All import rules in one table: what refuses, what only warns, and why (`python -m sql checks`)."""

from collections.abc import Container
from typing import NamedTuple

from metrics.records.findings import Severity
from metrics.records.relations import CODED, NAMED, bound
from metrics.records.sheets import BY_NAME, SHEETS
from sql.workbook.checking.area_rules import OF_COUNTIES
from sql.workbook.checking.row_rules import LOOKS_ODD, ROW_RULES, RowRule

REFUSE, WARN = Severity.REFUSE, Severity.WARN
_NO_OWNER = "记录找不到归属，统计时要么漏计要么错计"


class Rule(NamedTuple):
    """One rule as printed; `code` is that of its findings."""

    code: str
    sheets: str
    severity: Severity
    what: str
    why: str


def _labels(names: Container[str]) -> str:
    return "、".join(sheet.label for sheet in SHEETS if sheet.name in names)


_CODED = _labels(CODED)
_BOUND = _labels({user.name for holder in NAMED for user, _ in bound(holder.name)})
_GROWING = _labels({sheet.name for sheet in SHEETS if any(c.only_grows for c in sheet.columns)})
_UNKNOWN = tuple(
    Rule(f"unknown_{holder.key[0]}", _labels({user.name for user, _ in bound(holder.name)}), REFUSE,
         f"{holder.columns[0].label}不存在", _NO_OWNER)
    for holder in NAMED
    if bound(holder.name)
)  # fmt: skip

OTHER_RULES = (
    Rule("missing", "各表", REFUSE, "必填列为空", "没有它记录无法归属或无法参与任何指标"),
    Rule("none_here", "各表", REFUSE, "编码或必填日期填“无”", "记录必须有编码和发生日期；整改期限可以没有"),
    Rule("repeated", "各表", REFUSE, "同一记录填了两行", "两行不一致时无从判断哪行为准，小区会重复计数"),
    Rule("after_data_date", "各表", REFUSE, "实际发生的日期晚于数据截止日期",
         "截至该日尚未发生；计划、期限、废止日期不受限"),
    Rule("planned_after_data_date", "小区", WARN, "列入计划日期晚于数据截止日期",
         "记录成立，截至该日按未列入计划统计"),
    Rule("held_by_other_unit", _CODED, REFUSE,
         "编码已由没有上下级关系的单位使用", "后报的会覆盖先报的，对方的数据和评价随之改变"),
    Rule("used_from_other_unit", _BOUND, REFUSE,
         "所属项目或小区由没有上下级关系的单位报送", "会改变对方的评价"),
    Rule("held_in_the_family", _CODED, WARN,
         "编码由上级或下级单位也在报送", "允许代报，但以数据截止日期最新的为准，应由一家报送"),
    Rule("unit_ended", "整个文件", REFUSE, "报送单位在数据截止日期已因区划调整终止，或尚未设立",
         "其记录已转给承接的地区，再以原代码报送会重复计数"),
    Rule("abolished_kept", "区划", REFUSE, "仍列有因区划调整终止的地区", "同一地区会以新旧两个代码各计一次"),
    Rule("late_for_ended", "整个文件", WARN, "报送单位后来因区划调整终止",
         "补报只影响调整以前的数据日期，须让报送人知道"),
    Rule("planned_twice", "小区", REFUSE, "上级或下级单位已把小区列入同一计划年度的另一项目",
         "会在当年计划中重复计数"),
    *_UNKNOWN,
    Rule("two_projects_a_year", "小区", REFUSE, "同一小区同一计划年度列入两个项目", "会在当年计划中重复计数"),
    Rule("date_ahead", "整个文件", REFUSE, "数据截止日期晚于报送当日（北京时间）",
         "该日尚未到来，多为年月笔误；各页默认日期会随之改变"),
    Rule("real_unit_in_demo", "整个文件", REFUSE, "向演示数据库报送真实单位的数据",
         "真实数据与虚构数据混在一起，排名、汇总都不可信"),
    Rule("unknown_unit", "整个文件", REFUSE, "报送单位不在区划中", _NO_OWNER),
    Rule("workbook_of_another_unit", "整个文件", REFUSE, "过半的行政区划代码不属于所选的报送单位",
         "多为选错单位或用错文件；只说一句，不逐行报错"),
    Rule("unknown_region", "各表", REFUSE, "行政区划代码不在区划中", _NO_OWNER),
    Rule("foreign_region", "各表", REFUSE, "行政区划代码不属于报送单位的辖区", "只能报本辖区的数据"),
    Rule("code_too_long", "各表", REFUSE, "行政区划代码填了9位或12位",
         "统计用代码与6位代码并存时，同一地区会成为两个地区"),
    Rule("dropped_with_records", "区划", REFUSE, "去掉的地区仍有归属它的有效记录",
         "记录找不到归属，全省评价无法进行；撤并的先撤销其报送"),
    Rule("wrong_parent", "区划", REFUSE, "上级代码不存在或层级不高于本级",
         "各级汇总会断开或循环"),
    Rule("not_a_county", _labels(OF_COUNTIES), REFUSE, "未填县（区）代码",
         "项目和社区归县（区），不设县区的市归市；没有项目编码的事件只能据此归属"),
    Rule("not_a_government", "制度建设", REFUSE, "填了国家级代码", "制度建设只评价省、市、县三级政府"),
    Rule("divisions_gone", "区划", REFUSE, "上次报过区划而本次全部没有", "全部地区将失效，几乎总是漏填"),
    Rule("divisions_kept_above", "区划", REFUSE, "上级已报送区划，市、县（区）又自行填报",
         "后报的会改动名称、层级和上级，排名随之改变"),
    Rule("unsurveyed_community", "小区", WARN, "社区编码没有摸排记录", "可以后补，评价时按数据缺失处理"),
    Rule("event_counts_nowhere", "事件", WARN, "拆建、搬迁、砍伐和资金类事件有项目编码而未填县（区）代码",
         "此类事件按行政区划代码计入县（区），填市、省代码的不影响任何县（区）的评价"),
    Rule("planned_on_year", "小区", WARN, "列入计划日期晚于计划年度", LOOKS_ODD),
    Rule("started_on_year", "小区", WARN, "实际开工日期早于计划年度", LOOKS_ODD),
    Rule("built_year_year", "小区", WARN, "建成年份晚于计划年度", LOOKS_ODD),
    Rule("investment_per_household", "项目", WARN, "户均计划投资不在0.3—8万元", LOOKS_ODD),
    Rule("vanished", "各表", WARN, "上次报送的记录本次没有", "可能确已撤销，也可能漏填"),
    Rule("sheet_perhaps_renamed", "各表", REFUSE, "上次报送过的工作表本次没有，而文件中有没有读取的工作表",
         "多为工作表改了名，照收会把上次的记录全部撤销"),
    Rule("fallen", _GROWING, WARN, "累计数或已发生的日期比上次减少", "更正允许，但要问一句"),
)  # fmt: skip


def rules() -> tuple[Rule, ...]:
    """Return all rules, those across rows and sheets first, then those of single rows."""
    return (*OTHER_RULES, *map(_of_row, ROW_RULES))


def _of_row(rule: RowRule) -> Rule:
    """Tell a rule of one row by the sentence a sender gets, without the values of a cell."""
    blanks = dict.fromkeys(BY_NAME[rule.sheet].schema, "…")
    words = rule.says.format_map(blanks)
    return Rule(rule.name, BY_NAME[rule.sheet].label, rule.severity, words, rule.why)


def printed() -> str:
    """Return all rules as text, by the sheets they hold for."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules():
        groups.setdefault(rule.sheets, []).append(rule)
    return "\n\n".join(
        "\n".join([f"【{sheets}】", *map(_line, own)]) for sheets, own in groups.items()
    )


def _line(rule: Rule) -> str:
    outcome = "不予导入" if rule.severity is REFUSE else "仅作提示"
    return f"  {outcome}　{rule.what}\n　　　　　　理由：{rule.why}（{rule.code}）"
