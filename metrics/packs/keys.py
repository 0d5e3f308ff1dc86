"""Every key a rule pack may hold: those of each subject, joined.

A decree can change any of these; nothing here holds a value. An unknown key in a pack, or a value
that does not read, fails the loading with a sentence that names the pack, the key and the day.
"""

from collections.abc import Mapping

from metrics.checks import rule_keys as checks
from metrics.comparison import rule_keys as comparison
from metrics.dispatch import rule_keys as dispatch
from metrics.lists import rule_keys as lists
from metrics.office import LABELS, RULE
from metrics.progress import rule_keys as progress
from metrics.rating import rule_keys as rating
from metrics.reporting import rule_keys as reporting
from metrics.rules.readers import RuleKey
from metrics.standards import rule_keys as standards
from metrics.standards.catalogue import STANDARDS
from metrics.supervision import rule_keys as supervision


def joined(*subjects: Mapping[str, RuleKey]) -> dict[str, RuleKey]:
    """Join the keys of subjects; ValueError where two of them name one key."""
    keys = {key: rule_key for subject in subjects for key, rule_key in subject.items()}
    if len(keys) < sum(map(len, subjects)):
        twice = sorted(key for key in keys if sum(key in subject for subject in subjects) > 1)
        raise ValueError(f"参数重名：{'、'.join(twice)}")
    return keys


_ROOMS = (
    standards, rating, comparison, supervision, progress, reporting, dispatch, checks, lists,
)  # fmt: skip
KEYS = joined(*(room.RULE_KEYS for room in _ROOMS), *map(rating.rule_keys, STANDARDS))


def setting_label(key: str) -> str:
    """Return what a setting of the office is called; a key that is none stands as it is."""
    rule = KEYS.get(key.removeprefix(RULE))
    return rule.label if rule is not None else LABELS.get(key, key)
