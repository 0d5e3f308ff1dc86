"""What does not add up in a table of starts, in sentences: a total that differs from its rows."""

from collections.abc import Mapping
from typing import Any

from metrics.progress.figures import pair
from metrics.progress.own_totals import Difference, differences, misprinted
from metrics.records.sheets.returns import RETURNS
from metrics.views.parts import numbers


def total_words(total: Mapping[str, Any]) -> str:
    """Say which figures the place told otherwise than its divisions add up to; empty if none is."""
    found = [_words(each) for each in differences(total)]
    if misprinted(total):
        summed = numbers.percent(*(total[part] for part in pair("start_rate")), decimals=2)
        found.append(f"公布的合计开工率{total['printed']}，按各地之和计算为{summed}")
    return f"{total['name']}本级报送的合计与各地之和不符：{'；'.join(found)}。" if found else ""


def _words(each: Difference) -> str:
    column = RETURNS.column(each.figure)
    label, _, unit = column.label.rstrip(")").partition("(")
    amounts = (each.own, each.summed, abs(each.own - each.summed))
    own, summed, apart = (numbers.cell(amount, column.kind) for amount in amounts)
    more = "多" if each.own > each.summed else "少"
    return f"{label}报{own}{unit}，各地之和{summed}{unit}，{more}{apart}{unit}"
