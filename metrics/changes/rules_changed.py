"""Which rules of rating are others than at the earlier data date."""

from typing import NamedTuple

from metrics.rating import rule_keys as rating
from metrics.rules.value import Rule, RulePack
from metrics.standards import rule_keys as standards
from metrics.standards.catalogue import NATIONAL

RATED = frozenset(
    {*standards.RULE_KEYS, *rating.RULE_KEYS, *rating.rule_keys(NATIONAL)} - rating.NOT_RATING
)
"""The keys that scores, grades and ranks hang on."""


class RuleChange(NamedTuple):
    """One rule then and now; null where none was in force."""

    then: Rule | None
    now: Rule | None


def rules_changed(then: RulePack, now: RulePack) -> tuple[RuleChange, ...]:
    """Return the rules of rating that are written otherwise now, in the order of the packs."""
    keys = [key for key in dict.fromkeys((*now.rules, *then.rules)) if key in RATED]
    pairs = [RuleChange(then.told(key), now.told(key)) for key in keys]
    return tuple(pair for pair in pairs if _raw(pair.then) != _raw(pair.now))


def _raw(rule: Rule | None) -> object:
    return None if rule is None else rule.raw
