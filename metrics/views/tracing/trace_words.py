"""A traced figure in words: its name, its value, how it is computed, and what it was found in."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from metrics.progress.figures import COUNTS, MONEY, RATES
from metrics.sealing.figures import POINTS, RETURNED, item_of
from metrics.sealing.tracing.held import Found
from metrics.sealing.tracing.traces import Kind, Trace
from metrics.standards.standard import Standard
from metrics.views.parts import labels, numbers
from metrics.views.progress.reconciliation_tables import FIGURE_NAMES
from metrics.views.rating import measure_notes
from metrics.views.rating.ranking import names_of

RATED = {
    "score": "得分", "rank": "名次", "grade": "等次", "planned": "列入计划小区数",
    "interval": "名次区间", "vetoes": "一票否决",
}  # fmt: skip
PROGRESS = {
    **FIGURE_NAMES, "start_rate": "开工率", "household_start_rate": "户数开工率",
    "completion_rate": "完工率", "investment_rate": "投资完成率", "payment_rate": "资金支付率",
}  # fmt: skip
LIGHTS = {
    "projects": "项目数", "to_report": "待补报项目数", "red_lines": "底线情形",
    "issues_open": "未销号问题", "issues_overdue": "逾期未销号问题",
}  # fmt: skip
UNITS = {
    "compounds": "个", "households": "户", "projects": "个", "to_report": "个", "red_lines": "项",
    "issues_open": "项", "issues_overdue": "项",
}  # fmt: skip
TRACE_CODE, PAPER_CODE = "溯源码", "核验码"
NOT_APPLICABLE = "不适用"
FOUND = "与出具时的数据和参数一致。"
SEALED = "出自{round}，与封账时一致。"
CHANGED = (
    "溯源码正确，但出具以后数据或参数已有变动，也没有封账轮次保留当时的数据："
    "以下为按现有数据和参数计算的数字。"
)


def name_of(figure: str, standard: Standard) -> str:
    """Name a kind of figure as tables and papers do."""
    code = item_of(figure, standard.by_code) or figure.removesuffix(POINTS)
    if code in standard.measures:
        return f"{code} {standard.title(code)}{'（得分）' if figure.endswith(POINTS) else ''}"
    if code in standard.by_code:
        return f"{code} {standard.title(code)}（得分）"
    if figure.startswith(RETURNED):
        return f"{PROGRESS[figure.removeprefix(RETURNED)]}（进展报表）"
    if figure.startswith("lights_"):
        return f"{figure.removeprefix('lights_')}灯项目数"
    return {**RATED, **PROGRESS, **LIGHTS}[figure]


def value_of(trace: Trace) -> str:
    """Write the figure as it is printed."""
    return _VALUES[trace.kind](trace)


def told(trace: Trace) -> str:
    """Write whose figure it is, which, and its value, in a line."""
    region = names_of(trace.evaluation)[trace.traced.region]
    figure = name_of(trace.traced.figure, trace.evaluation.standard)
    return f"{region}　{figure}　{value_of(trace)}"


def _measure(trace: Trace) -> str:
    if not trace.values:
        return NOT_APPLICABLE
    part, whole = trace.values["numerator"], trace.values["denominator"]
    return f"{numbers.percent(part, whole)}（{_parts(part, whole, money=trace.values['amounts'])}）"


def _parts(part: int | None, whole: int | None, *, money: bool) -> str:
    write = numbers.wan if money else numbers.count
    return f"{write(part)}/{write(whole)}{'万元' if money else ''}"


def points_of(row: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    """Return what a measure earned, and its weight (分值)."""
    weight = Fraction(row["weight"])
    return weight * Fraction(int(row["part"]), int(row["whole"])), weight


def _earned(trace: Trace) -> str:
    rows = [points_of(row) for row in trace.parts.iter_rows(named=True)]
    if not rows:
        return NOT_APPLICABLE
    won, asked = (sum(each, Fraction(0)) for each in zip(*rows, strict=True))
    return f"{numbers.fixed(won, decimals=2)}分（应得{numbers.fixed(asked, decimals=2)}分）"


def _rated(trace: Trace) -> str:
    row, figure = trace.values, trace.traced.figure
    if figure == "vetoes":
        return "、".join(row["vetoes"]) or "无"
    if figure == "interval":
        ends = dict.fromkeys((row["rank_best"], row["rank_worst"]))
        return numbers.MISSING if None in ends else f"第{'–'.join(map(str, ends))}名"
    if figure == "planned":
        return f"{numbers.count(row['planned'])}个"
    if figure == "grade":
        return row["grade"] or row["unheard"] or numbers.MISSING
    if figure == "score":
        return numbers.MISSING if row["score"] is None else f"{numbers.score(row['score'])}分"
    if row["rank"] is None:
        return "不排名"
    return f"第{row['rank']}名（{labels.GROUPS[row['group']]}）"


def _progress(trace: Trace) -> str:
    figure, row = trace.traced.figure.removeprefix(RETURNED), trace.values
    if not row or row["part"] is None:
        return numbers.MISSING
    if figure in RATES:
        told = _parts(row["part"], row["whole"], money=RATES[figure][0] in MONEY)
        return f"{numbers.percent(row['part'], row['whole'], decimals=2)}（{told}）"
    if figure in MONEY:
        return f"{numbers.wan(row['part'])}万元"
    return f"{numbers.count(row['part'])}{UNITS[figure.split('_')[-1]] if figure in COUNTS else ''}"


def _lit(trace: Trace) -> str:
    figure, row = trace.traced.figure, trace.values
    unit = UNITS.get(figure, "个")
    told = f"{numbers.count(row['part'])}{unit}"
    return told if figure == "projects" else f"{told}（共{numbers.count(row['whole'])}个项目）"


_VALUES: Mapping[Kind, Callable[[Trace], str]] = {
    Kind.MEASURE: _measure, Kind.POINTS: _earned, Kind.ITEM: _earned, Kind.RATING: _rated,
    Kind.PROGRESS: _progress, Kind.LIGHTS: _lit,
}  # fmt: skip


def found_in(found: Found) -> str:
    """Say which evaluation answered, and whether it is that which the code was written from."""
    if not found.same:
        return CHANGED
    return SEALED.format(round=found.held.round) if found.held.round else FOUND


def notes(trace: Trace) -> dict[str, str]:
    """Say what the figure counts and why, by heading: of a measure its clause, of others how it is computed."""
    standard = trace.evaluation.standard
    if trace.measure is not None:
        return {"口径": _way(trace), **measure_notes.notes(standard, trace.measure)}
    if trace.kind in (Kind.PROGRESS, Kind.LIGHTS):  # of the works, not of the standard
        return {"口径": _way(trace)}
    return {"口径": _way(trace), "依据": f"{standard.document}《{standard.name}》"}


def _way(trace: Trace) -> str:
    figure = trace.traced.figure
    if trace.kind is Kind.MEASURE:
        return "达标的记录数除以分母的记录数；数据缺失的留在分母，不算达标。"
    if trace.kind is Kind.POINTS:
        return "分值乘以按参数“计分方式”由达标率换算的得分比例；不适用的不计分。"
    if trace.kind is Kind.ITEM:
        return "该项各条衡量内容得分之和。"
    if trace.kind is Kind.RATING:
        return RATED_WAYS[figure]
    if trace.kind is Kind.LIGHTS:
        return "督导一张表中该地区及其以下符合条件的项目（或其问题、情形）的个数。"
    summed = "各记录之和；未填报的不计入，另行列出。"
    return "分子合计除以分母合计；有一方未填报的不计入。" if _is_rate(figure) else summed


def _is_rate(figure: str) -> bool:
    return figure.removeprefix(RETURNED) in RATES


RATED_WAYS = {
    "score": "各条得分之和除以适用内容的分值之和，折成百分制，四舍五入到两位小数；不适用内容的分值按参数处理。",
    "rank": "按公布的得分从高到低排名，得分相同的并列；一票否决和小样本组按参数处理。",
    "grade": "公布的得分所在的分数段；一票否决的按参数处理。",
    "planned": "计划年度为评价年度、列入计划日期不晚于数据截止日期的小区。",
    "interval": "缺失数据按最有利与最不利情形判定时可能的最好与最差名次。",
    "vetoes": "一票否决内容中有记录不达标的；数据缺失不构成否决。",
}
