"""How many levels must have accepted (审核级数) before what a unit reported counts."""

from collections.abc import Callable
from datetime import date
from functools import cache

from metrics.packs.pack import Pack, load_pack, pack_for_place, pack_names
from metrics.reporting.review.decisions import rule_day
from metrics.reporting.rule_keys import REVIEW_LEVELS

Levels = Callable[[str, date], int]
"""Tells of a unit and the day of the rule (`decisions.rule_day`) how many levels must have accepted."""


def levels() -> Levels | None:
    """Return how many levels each unit's reports need; null where no rule ever asks for any.

    Before the first day of a rule nothing has to be accepted.
    """
    if not any(_asked(load_pack(name)) for name in pack_names()):
        return None
    packs: dict[str, Pack] = {}

    @cache
    def of_pack(place: str, day: date) -> int:
        return int(packs[place].value(REVIEW_LEVELS, day) or 0)

    def of_unit(unit: str, day: date) -> int:
        if unit not in packs:
            packs[unit] = pack_for_place(unit)
        return of_pack(unit, day)

    return of_unit


def levels_of(unit: str, data_date: date, accepted_at: str) -> int:
    """Return how many levels must accept what a unit reported for a data date at a moment (UTC text)."""
    asked = levels()
    return 0 if asked is None else asked(unit, rule_day(data_date, accepted_at))


def _asked(pack: Pack) -> bool:
    return any(dated.value for dated in pack.file.rules.get(REVIEW_LEVELS, {}).values())
