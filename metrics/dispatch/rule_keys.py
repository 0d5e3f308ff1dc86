"""Rules of the office: its rhythm, the deadlines it is offered, its agendas and the date of its pages."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from metrics.days.cadence import RESTS, rhythms
from metrics.rules.readers import YES_OR_NO, RuleKey, share, target_share, whole, yes_or_no

AGENDA_LENGTHS = ("排名末位", "资金支付慢", "每地区重点项目")


def agenda_lengths(raw: Any) -> dict[str, int]:
    """Read how many regions, or projects of a region, each part of a meeting's agenda names."""
    if not isinstance(raw, dict) or set(raw) != set(AGENDA_LENGTHS):
        raise ValueError(f"应分别写明{'、'.join(AGENDA_LENGTHS)}的个数")
    return {name: whole(raw[name]) for name in AGENDA_LENGTHS}


class Deadlines(NamedTuple):
    """What the office is offered: working days for an order, and the work of `cadence` whose next
    turn is the next meeting and the date of a promise."""

    order_workdays: int
    next_meeting: str


def deadlines(raw: Any) -> Deadlines:
    """Read {督办单工作日: 10, 下次会议: 督导}."""
    if not isinstance(raw, dict) or set(raw) != {"督办单工作日", "下次会议"}:
        raise ValueError("应写明督办单工作日（整数）和下次会议（工作节奏中的一项工作）")
    return Deadlines(whole(raw["督办单工作日"]), str(raw["下次会议"]))


class OrderPapers(NamedTuple):
    """How orders are filed: as a 函 (`letter`) or not, the words that a 函 does not use, to whom none is
    sent (by the end of its name), and how many working days ahead one is reminded of."""

    letter: bool
    avoided: tuple[str, ...]
    not_to: tuple[str, ...]
    remind_workdays: int


ORDER_PAPER_PARTS = ("文种", "不用词语", "不主送", "提醒工作日")
FORMS = ("函", "督办单")


def order_papers(raw: Any) -> OrderPapers:
    """Read {文种: 函, 不用词语: [务必, 遵照执行], 不主送: [人民政府, 党委], 提醒工作日: 3}."""
    if not isinstance(raw, dict) or set(raw) != set(ORDER_PAPER_PARTS):
        raise ValueError(f"应分别写明{'、'.join(ORDER_PAPER_PARTS)}")
    if raw["文种"] not in FORMS:
        raise ValueError(f"文种应为{'、'.join(FORMS)}之一")
    return OrderPapers(
        raw["文种"] == FORMS[0], _words(raw["不用词语"]), _words(raw["不主送"]),
        whole(raw["提醒工作日"]),
    )  # fmt: skip


def _words(raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(str(word).strip() for word in raw):
        raise ValueError("应逐个列出词语")
    return tuple(str(word).strip() for word in raw)


class ReportQuestions(NamedTuple):
    """What is asked before a report is stored: beyond which share of the unit's records, projects
    or compounds a removal, whether other plan years and fallen totals, from how many days on a data date, and
    whether compounds that begin outside the plan."""

    removed_records: Fraction
    removed_projects: Fraction
    removed_compounds: Fraction
    plan_years: bool
    fallen_totals: bool
    days_apart: int
    unplanned: bool


QUESTION_PARTS: dict[str, Callable[[Any], Any]] = {
    "删除记录比例": share, "删除项目比例": share, "删除小区比例": share, "计划年度变更": yes_or_no,
    "累计数减少": yes_or_no, "数据日期相隔天数": whole, "开工未列入计划": yes_or_no,
}  # fmt: skip


def report_questions(raw: Any) -> ReportQuestions:
    """Read {删除记录比例: 5%, 删除项目比例: 0%, 删除小区比例: 0%, 计划年度变更: 是, 累计数减少: 是,
    数据日期相隔天数: 45, 开工未列入计划: 是}."""
    if not isinstance(raw, dict) or set(raw) != set(QUESTION_PARTS):
        raise ValueError(f"应分别写明{'、'.join(QUESTION_PARTS)}")
    return ReportQuestions(*(_part(name, raw[name]) for name in QUESTION_PARTS))


def _part(name: str, raw: Any) -> Any:
    """Read one part; ValueError names it, as a form has a field for each."""
    try:
        return QUESTION_PARTS[name](raw)
    except ValueError as error:
        raise ValueError(f"“{name}”{error}") from None


RULE_KEYS: dict[str, RuleKey] = {
    "cadence": RuleKey("督导培训调度节奏", rhythms, {"遇休息日": RESTS}),
    "offered_deadlines": RuleKey("督办单和承诺的默认时限", deadlines),
    "confirm_by_another": RuleKey("回复与确认由不同人员办理", yes_or_no, {"": YES_OR_NO}),
    "order_papers": RuleKey("督办文书", order_papers, {"文种": FORMS}),
    "default_date_share": RuleKey("默认数据截止日期须报到的单位比例", target_share),
    "data_date_ahead_days": RuleKey("数据截止日期可晚于当日的天数", whole),
    "report_questions": RuleKey(
        "报送前须确认的情形",
        report_questions,
        {name: YES_OR_NO for name, read in QUESTION_PARTS.items() if read is yes_or_no},
    ),
    "agenda_lengths": RuleKey("调度会点名地区数", agenda_lengths),
}
