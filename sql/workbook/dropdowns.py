"""The lists that may stand in a cell: fixed ones from the dictionary, dated ones from a rule pack."""

from collections.abc import Mapping
from datetime import date

from metrics.errors import RuleNotInForce
from metrics.packs.pack import pack_for_place
from metrics.records.schema import NONE_TEXT, Column, Kind
from metrics.records.sheets import SHEETS

YES, NO = "是", "否"

Lists = Mapping[str, tuple[str, ...]]
"""Words that a cell may hold, by the rule key that a column names as its `choices_rule`."""


def lists_of(place: str, day: date) -> Lists:
    """Return the lists of a place's rule pack on a day; while none is in force, the newest national ones."""
    rules = pack_for_place(place).on(day)
    named = {column.choices_rule for sheet in SHEETS for column in sheet.columns}
    try:
        return {key: tuple(rules[key]) for key in sorted(filter(None, named))}
    except RuleNotInForce:
        return NATIONAL_LISTS


NATIONAL_LISTS = lists_of("", date.max)
"""The newest national lists: what holds where no place is asked about."""


def allowed(column: Column, lists: Lists = NATIONAL_LISTS) -> tuple[str, ...]:
    """Return the words a cell of `column` may hold, in official order; empty when it has no list.

    「无」 is one of them where the column may be left blank (reported: there is none).
    """
    if column.kind is Kind.FLAG:
        return (YES, NO)
    words = lists[column.choices_rule] if column.choices_rule else column.choices
    if not words or column.required or NONE_TEXT in words:
        return words
    return (*words, NONE_TEXT)
