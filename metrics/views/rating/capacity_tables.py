"""计划与能力: how large a plan is against what a county can fund and carry out, never as a ranking.

The records are those of A02.1 (计划不超能力), so that the table and the measure cannot disagree.
"""

from fractions import Fraction

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, count_column, money, text, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating import measure_notes
from metrics.views.rating.ranking import names_of

MEASURE = "A02.1"
BY = {"score": "按得分排名", "compounds": "按计划小区数排名", "investment": "按计划投资排名"}
"""What somebody may ask to rank by; all but the score is refused."""
WITHIN, OVER, UNKNOWN = "未超过", "超出能力", "数据缺失"
NOTE = (
    "只列当年有小区列入计划的县区，超出能力的在前，其次是数据缺失的，同类按行政区划代码排列，不按计划规模排名。"
    "计划÷能力超过100%为超出能力，相等为未超过；能力未报的不计算，不当作0；有项目未填计划总投资的，已报部分超过即为超出。"
)


def refusal(evaluation: Evaluation) -> str:
    """Say why regions are not ranked by the size of their plans: the clause with its own words."""
    standard = evaluation.standard
    clause = measure_notes.notes(standard, standard.measures[MEASURE])["依据"]
    return (
        f"不按计划小区数、计划投资排名：计划应量力而行，不层层下指标，规模大不等于工作好。依据{clause}。"
        "计划规模请与资金筹措能力、组织实施能力对照着看。"
    )


def capacity_table(evaluation: Evaluation, records: pl.DataFrame) -> DisplayTable:
    """Hold the plan of each county against its capacity; `records` are the evidence of MEASURE.

    Keys are codes. Over capacity is marked; what is not reported is said and never counted as 0.
    """
    names = names_of(evaluation)
    parents = dict(evaluation.frames.regions.select("region", "parent").iter_rows())
    columns = (
        text_column("region", "行政区划代码"),
        Column("name", ("地区",), Holds.TEXT, lambda row: text(names[row["region"]])),
        Column(
            "parent", ("上级",), Holds.TEXT, lambda row: text(names.get(parents[row["region"]]))
        ),
        Column("state", ("计划与能力",), Holds.TEXT, _state),
        count_column("planned_compounds", "计划小区数"),
        count_column("delivery_capacity", "组织实施能力(个)"),
        Column("delivery", ("计划小区÷能力",), Holds.RATE, _delivery),
        Column("planned_investment", ("计划总投资(万元)",), Holds.MONEY, _invested),
        Column("funding_capacity", ("资金筹措能力(万元)",), Holds.MONEY, _funds),
        Column("funding", ("计划投资÷能力",), Holds.RATE, _funding),
    )
    rows = sorted(records.to_dicts(), key=lambda row: (ORDER.index(state(row)), row["region"]))
    lines = tuple(line(columns, row, key=row["region"]) for row in rows)
    return DisplayTable("计划与能力", columns, lines, NOTE, evaluation.as_of)


ORDER = (OVER, UNKNOWN, WITHIN)


def state(row: Row) -> str:
    """Say whether a plan is over either capacity; one that is known to be over settles it."""
    sides = [_over(*_compounds(row)), _over(*_money(row), more=bool(row["investment_blanks"]))]
    if True in sides:
        return OVER
    return UNKNOWN if None in sides else WITHIN


def _compounds(row: Row) -> tuple[int | None, int | None]:
    return row["planned_compounds"], row["delivery_capacity"]


def _money(row: Row) -> tuple[int | None, int | None]:
    return row["planned_investment"], row["funding_capacity"]


def _over(plan: int | None, capacity: int | None, *, more: bool = False) -> bool | None:
    """Compare a plan with a capacity; null where it hangs on what is not reported (`more` of the plan)."""
    if plan is None or capacity is None:
        return None
    return True if plan > capacity else None if more else False


def _state(row: Row) -> Cell:
    word = state(row)
    signals = {OVER: Signal.BAD, UNKNOWN: Signal.UNKNOWN, WITHIN: Signal.GOOD}
    return Cell(word, word, signals[word])


def _delivery(row: Row) -> Cell:
    return _ratio(*_compounds(row))


def _funding(row: Row) -> Cell:
    return _ratio(*_money(row), more=bool(row["investment_blanks"]))


def _ratio(plan: int | None, capacity: int | None, *, more: bool = False) -> Cell:
    if plan is None or capacity is None:
        return Cell(None, numbers.MISSING, Signal.UNKNOWN, "计划或能力未报")
    signal = {True: Signal.BAD, None: Signal.UNKNOWN, False: None}[_over(plan, capacity, more=more)]
    if not capacity:
        return Cell(None, "能力为0" if plan else numbers.MISSING, signal, worded=True)
    words = numbers.percent(plan, capacity)
    if plan > capacity and words == "100.0%":
        words = "100.0%以上"
    return Cell(Fraction(plan, capacity), f"至少{words}" if more else words, signal, worded=True)


def _invested(row: Row) -> Cell:
    blanks = row["investment_blanks"]
    return money(row["planned_investment"], note=f"{blanks}个项目未填" if blanks else "")


def _funds(row: Row) -> Cell:
    return money(row["funding_capacity"])


def capacity_words(table: DisplayTable) -> str:
    """Say in one sentence how many plans are over capacity, and how many cannot be told."""
    states = [cell.value for cell in table.at("state")]
    if not states:
        return "没有当年列入计划小区的县区。"
    over = [
        table.cell(each, "name").text
        for each in table.lines
        if table.cell(each, "state").value == OVER
    ]
    named = f"（{'、'.join(over[:6])}{'等' if len(over) > 6 else ''}）" if over else ""
    return (
        f"{len(states)}个县区中，计划超出资金筹措能力或组织实施能力的{len(over)}个{named}，"
        f"因数据缺失不能判断的{states.count(UNKNOWN)}个。"
    )
