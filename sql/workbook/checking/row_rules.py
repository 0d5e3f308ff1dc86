"""Rules that one row can break by itself, as a table.

A rule refuses where the record would say something impossible, so that no figure made from it
means anything; it warns where the record may be true and is exactly what supervision should see.
`why` states the decision. A blank never breaks a rule; 「无」 in a date is no day.
"""

from dataclasses import dataclass

import polars as pl

from metrics.records.findings import Severity
from metrics.records.schema import NEVER

REFUSE, WARN = Severity.REFUSE, Severity.WARN


@dataclass(frozen=True, slots=True)
class RowRule:
    """`wrong` marks broken rows; `column` is the cell to mark; `says` may name columns in braces."""

    name: str
    sheet: str
    column: str
    severity: Severity
    wrong: pl.Expr
    says: str
    why: str


def _c(name: str) -> pl.Expr:
    return pl.col(name)


def _day(name: str) -> pl.Expr:
    """A day that was or will be; 「无」 is none."""
    return pl.when(pl.col(name) != NEVER).then(pl.col(name))


def _before(early: str, late: str) -> pl.Expr:
    return _day(early) < _day(late)


IMPOSSIBLE_ORDER = "时间先后不可能成立，由此算出的工期和进度没有意义"
IMPOSSIBLE_PART = "部分大于整体，比例没有意义"
MAY_BE_TRUE = "可能属实，正是督导要看到的情况，不应逼填报单位改数"
LOOKS_ODD = "多为笔误，但不影响记录成立"

ROW_RULES = (
    RowRule("finish_before_start", "compounds", "completed_on", REFUSE,
            _before("completed_on", "started_on"),
            "实际完工日期{completed_on}早于实际开工日期{started_on}，请核对。", IMPOSSIBLE_ORDER),
    RowRule("finished_never_started", "compounds", "completed_on", REFUSE,
            _day("completed_on").is_not_null() & (_c("started_on") == NEVER),
            "实际开工日期填“无”，却填有实际完工日期{completed_on}，请核对。", IMPOSSIBLE_ORDER),
    RowRule("satisfied_over_responses", "compounds", "survey_satisfied", REFUSE,
            _c("survey_satisfied") > _c("survey_responses"),
            "满意答卷数{survey_satisfied}大于有效答卷数{survey_responses}，请核对。",
            IMPOSSIBLE_PART),
    RowRule("responses_over_households", "compounds", "survey_responses", REFUSE,
            _c("survey_responses") > _c("households"),
            "有效答卷数{survey_responses}大于户数{households}，请核对（每户计一份）。",
            IMPOSSIBLE_PART),
    RowRule("consenting_over_consulted", "compounds", "consenting_households", REFUSE,
            _c("consenting_households") > _c("consulted_households"),
            "同意改造户数{consenting_households}大于参与征询户数{consulted_households}，请核对。",
            IMPOSSIBLE_PART),
    RowRule("consulted_over_households", "compounds", "consulted_households", REFUSE,
            _c("consulted_households") > _c("households"),
            "参与征询户数{consulted_households}大于户数{households}，请核对。", IMPOSSIBLE_PART),
    RowRule("consenting_over_households", "compounds", "consenting_households", REFUSE,
            (_c("consenting_households") > _c("households"))
            & _c("consulted_households").is_null(),
            "同意改造户数{consenting_households}大于户数{households}，请核对。", IMPOSSIBLE_PART),
    RowRule("votes_over_households", "compounds", "scheme_votes", REFUSE,
            _c("scheme_votes") > _c("households"),
            "方案同意户数{scheme_votes}大于户数{households}，请核对。", IMPOSSIBLE_PART),
    RowRule("begun_outside_plan", "compounds", "planned_on", WARN,
            _c("planned_on").is_null()
            & (_day("started_on").is_not_null() | _day("start_due").is_not_null()),
            "已填计划开工或实际开工日期，但列入计划日期空白，该小区不计入计划数（开工仍计入已开工），"
            "请补报；确未列入计划的填“无”。", MAY_BE_TRUE),
    RowRule("accepted_before_completed", "compounds", "accepted_on", WARN,
            _before("accepted_on", "completed_on"),
            "验收日期{accepted_on}早于实际完工日期{completed_on}，请核对。", MAY_BE_TRUE),
    RowRule("handed_over_before_completed", "compounds", "handed_over_on", WARN,
            _before("handed_over_on", "completed_on"),
            "移交日期{handed_over_on}早于实际完工日期{completed_on}，请核对。", MAY_BE_TRUE),
    RowRule("completed_without_start", "compounds", "started_on", WARN,
            _day("completed_on").is_not_null() & _c("started_on").is_null(),
            "已填实际完工日期，但实际开工日期未报，开工类指标将不计该小区，请补报。", MAY_BE_TRUE),
    RowRule("completed_below_whole", "compounds", "physical_progress", WARN,
            _day("completed_on").is_not_null() & (_c("physical_progress") < 1_000_000),
            "已填实际完工日期，形象进度却是{physical_progress}，请核对。", LOOKS_ODD),
    RowRule("progress_without_start", "compounds", "started_on", WARN,
            (_c("physical_progress") > 0) & _day("started_on").is_null()
            & _day("completed_on").is_null(),
            "形象进度已填{physical_progress}，但没有实际开工日期，开工类指标将不计该小区，请核对。",
            MAY_BE_TRUE),
    RowRule("whole_not_completed", "compounds", "completed_on", WARN,
            (_c("physical_progress") == 1_000_000) & _day("completed_on").is_null(),
            "形象进度为{physical_progress}，但没有实际完工日期，请核对。", MAY_BE_TRUE),
    RowRule("accepted_not_completed", "compounds", "completed_on", WARN,
            _day("accepted_on").is_not_null() & _day("completed_on").is_null(),
            "已填验收日期{accepted_on}，但没有实际完工日期，完工类指标将不计该小区，请核对。", MAY_BE_TRUE),
    RowRule("acceptance_without_date", "compounds", "accepted_on", WARN,
            (_c("acceptance") == "合格") & _c("accepted_on").is_null(),
            "验收结论为合格，但验收日期未报，请补报。", MAY_BE_TRUE),
    RowRule("voted_before_published", "compounds", "scheme_voted_on", WARN,
            _before("scheme_voted_on", "scheme_published_on"),
            "方案表决日期{scheme_voted_on}早于方案公示日期{scheme_published_on}，请核对。",
            MAY_BE_TRUE),
    RowRule("due_before_start_due", "compounds", "finish_due", WARN,
            _before("finish_due", "start_due"),
            "计划完工日期{finish_due}早于计划开工日期{start_due}，请核对。", LOOKS_ODD),
    RowRule("area_per_household", "compounds", "floor_area", WARN,
            ~(_c("floor_area") // _c("households")).is_between(40_000_000, 160_000_000),
            "户均建筑面积不在40—160㎡的常见范围内（{floor_area}㎡、{households}户），请核对。",
            LOOKS_ODD),
    RowRule("households_per_building", "compounds", "buildings", WARN,
            (_c("buildings") > 0)
            & ~(_c("households").is_between(_c("buildings") * 6, _c("buildings") * 80)),
            "平均每栋户数不在6—80户的常见范围内（{households}户、{buildings}栋），请核对。", LOOKS_ODD),
    RowRule("approved_before_accepted", "projects", "review_approved_on", WARN,
            _before("review_approved_on", "review_accepted_on"),
            "联合审查批复日期{review_approved_on}早于受理日期{review_accepted_on}，请核对。",
            LOOKS_ODD),
    RowRule("investment_far_over_plan", "projects", "completed_investment", WARN,
            (_c("planned_investment") > 0)
            & (_c("completed_investment") > _c("planned_investment") * 2),
            "累计完成投资{completed_investment}万元超过计划总投资{planned_investment}万元的两倍，"
            "请核对单位是否为万元。", LOOKS_ODD),
    RowRule("paid_over_received", "funds", "paid", WARN, _c("paid") > _c("received"),
            "支付金额{paid}万元大于到位金额{received}万元，请核对；如系垫付请保留依据。",
            "垫付确有发生，" + MAY_BE_TRUE),
    RowRule("received_over_planned", "funds", "received", WARN, _c("received") > _c("planned"),
            "到位金额{received}万元大于计划金额{planned}万元，请核对。", MAY_BE_TRUE),
    RowRule("repealed_before_issued", "instruments", "repealed_on", REFUSE,
            _before("repealed_on", "issued_on"),
            "废止日期{repealed_on}早于印发日期{issued_on}，请核对。", IMPOSSIBLE_ORDER),
    RowRule("established_without_date", "instruments", "issued_on", WARN,
            (_c("status") == "已建立") & _c("issued_on").is_null(),
            "状态为已建立，但印发日期未报，评价时按“数据缺失”处理，请补报。", MAY_BE_TRUE),
    RowRule("document_not_established", "instruments", "status", WARN,
            (_c("status") == "未建立") & _day("issued_on").is_not_null(),
            "状态为未建立，却填有印发日期{issued_on}，请核对。", LOOKS_ODD),
    RowRule("closed_before_found", "issues", "closed_on", REFUSE,
            _before("closed_on", "found_on"),
            "销号日期{closed_on}早于发现日期{found_on}，请核对。", IMPOSSIBLE_ORDER),
    RowRule("rectified_before_found", "issues", "rectified_on", WARN,
            _before("rectified_on", "found_on"),
            "整改完成日期{rectified_on}早于发现日期{found_on}，请核对。", MAY_BE_TRUE),
    RowRule("due_before_found", "issues", "due_on", WARN, _before("due_on", "found_on"),
            "整改期限{due_on}早于发现日期{found_on}，请核对。", LOOKS_ODD),
    RowRule("closed_before_rectified", "issues", "closed_on", WARN,
            _before("closed_on", "rectified_on"),
            "销号日期{closed_on}早于整改完成日期{rectified_on}，请核对。", MAY_BE_TRUE),
    RowRule("closed_without_rectified", "issues", "rectified_on", WARN,
            _day("closed_on").is_not_null() & _c("rectified_on").is_null(),
            "已填销号日期{closed_on}，但整改完成日期未报，评价时按“数据缺失”处理，请补报。",
            MAY_BE_TRUE),
    RowRule("done_without_date", "tasks", "finished_on", WARN,
            (_c("status") == "已完成") & _c("finished_on").is_null(),
            "状态为已完成，但完成日期未报，请补报。", MAY_BE_TRUE),
    RowRule("return_completed_over_started", "returns", "completed_compounds", WARN,
            _c("completed_compounds") > _c("started_compounds"),
            "已完工小区数{completed_compounds}大于已开工小区数{started_compounds}，请核对。", LOOKS_ODD),
    RowRule("return_started_far_over_plan", "returns", "started_compounds", WARN,
            _c("started_compounds") > _c("planned_compounds") * 2,
            "已开工小区数{started_compounds}超过计划小区数{planned_compounds}的两倍，请核对。",
            LOOKS_ODD),
    RowRule("return_paid_over_received", "returns", "paid", WARN, _c("paid") > _c("received"),
            "支付资金{paid}万元大于到位资金{received}万元，请核对；如系垫付请保留依据。",
            "垫付确有发生，" + MAY_BE_TRUE),
)  # fmt: skip
