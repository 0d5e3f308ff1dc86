"""各状态怎样计入: what each of the six states of a record or figure does to one measure."""

from collections.abc import Mapping

from metrics.rules.value import Rules
from metrics.standards.measure import Measure
from metrics.views.parts.cells import text_column
from metrics.views.parts.table import DisplayTable, line
from metrics.views.rating.cell_states import (
    BLANK,
    NOT_APPLICABLE,
    OBJECTED,
    PENDING,
    REPORTED,
    ZERO,
)

COLUMNS = (
    text_column("state", "状态"),
    text_column("means", "指什么"),
    text_column("counts", "怎样计入本条"),
)
SPREAD = {
    "spread": "没有得分率，分值摊给其他适用的内容", "full": "没有得分率，分值计满分", "zero": "没有得分率，分值计零分",
}  # fmt: skip
Told = Mapping[str, tuple[str, str]]


def states(rules: Rules, measure: Measure) -> DisplayTable:
    """Say of each state what it means for this measure, and what it does to numerator and denominator."""
    told = {**_told(rules, measure), OBJECTED: _OBJECTED}
    order = (REPORTED, ZERO, BLANK, NOT_APPLICABLE, PENDING, OBJECTED)
    lines = (
        line(
            COLUMNS, {"state": state, "means": told[state][0], "counts": told[state][1]}, key=state
        )
        for state in order
    )
    return DisplayTable("各状态怎样计入", COLUMNS, tuple(lines))


_OBJECTED = (
    "单位对公示的数字提出异议，尚未决定",
    "决定前按原数计入并标明；决定更正的，重新封账后按更正数计入",
)
_NO_EVENTS = ("本条不看事件", f"没有{PENDING}这一状态")


def _told(rules: Rules, measure: Measure) -> Told:
    if measure.amounts:
        told = _of_money()
    elif measure.events:
        told = _of_events(measure)
    else:
        told = _of_records()
    barring = measure.code in rules["veto_measures"]
    if barring:
        means, counts = told[BLANK]
        told = {**told, BLANK: (means, f"{counts}；不触碰一票否决，但影响名次区间")}
    nothing = (f"没有应当判定的记录：{measure.denominator}", SPREAD[rules["not_applicable"]])
    return {PENDING: _NO_EVENTS, **told, NOT_APPLICABLE: nothing}


def _of_money() -> Told:
    return {
        REPORTED: ("到位金额已填", "金额计入分母，属于所列来源的同时计入分子"),
        ZERO: ("到位金额填0，是已报的0", "分子、分母各加0，不算数据缺失"),
        BLANK: ("到位金额空缺", "不加任何金额，列为数据缺失的条数，占比按已报的金额计算"),
    }


def _of_events(measure: Measure) -> Told:
    kinds = "、".join(measure.events)
    return {
        REPORTED: (f"当年有属实的事件（{kinds}）", "计入分母，不达标"),
        ZERO: ("所在县区已经报送，没有属实的事件", "计入分母，达标"),
        BLANK: ("所在县区尚未报送，也没有属实的事件", "留在分母，不算达标，列为数据缺失"),
        PENDING: ("事件尚未核实", "不改变结论，另行列出；核实为属实的，不达标"),
    }


def _of_records() -> Told:
    return {
        REPORTED: ("判定所需各栏已填", "计入分母，符合的达标，不符合的不达标"),
        ZERO: ("填0、否、无或未建立，是已报的值", "按该值判定，计入分母，不算数据缺失"),
        BLANK: (
            "判定所需的栏空缺",
            "已填各栏足以判为不达标的，不达标；否则留在分母，不算达标，列为数据缺失",
        ),
    }
