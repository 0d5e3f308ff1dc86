"""A rule in force with its document, and all rules of a place on one day."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from metrics.errors import RuleNotInForce, RulePackInvalid
from metrics.rules.readers import RuleKey

SUPPOSED = "假设"
"""Stands where a document would, in a rule that nobody decreed."""


class Rule(NamedTuple):
    """A value in force, and where it comes from. `raw` is as written in the pack."""

    key: str
    label: str
    value: Any
    raw: Any
    since: date
    document: str
    clause: str
    note: str
    pack: str
    inherited: bool


def no_unknown(names: Iterable[str], keys: Mapping[str, RuleKey], *, pack: str) -> None:
    """Raise RulePackInvalid where a name is no rule key."""
    unknown = sorted(set(names) - set(keys))
    if unknown:
        raise RulePackInvalid(f"参数集“{pack}”含有未定义的参数：{'、'.join(unknown)}。")


def read(key: str, raw: Any, keys: Mapping[str, RuleKey], *, pack: str, since: str) -> Any:
    """Read a value as written; RulePackInvalid names the pack, the key and since when it holds."""
    try:
        return keys[key].read(raw)
    except (ValueError, TypeError, ZeroDivisionError) as error:
        said = f"参数集“{pack}”的参数“{keys[key].label}”（{key}，{since}）不正确：{error}。"
        raise RulePackInvalid(said) from None


Rules = Mapping[str, Any]
"""Values of rules by key: a pack of a day, or the few that a test gives; each key has its own type."""


@dataclass(frozen=True)
class RulePack(Mapping[str, Any]):
    """The values of one pack on one day; `pack["consent_min"]` is the value, read and checked.

    `rules` are those in force on that day; asking for another raises RuleNotInForce with its words in
    `absent`, so that only who needs a rule misses it. `readers` read the values of a supposition, by
    key.
    """

    name: str
    place: str
    place_name: str
    day: date
    rules: Mapping[str, Rule]
    readers: Mapping[str, RuleKey] = field(repr=False, compare=False)
    absent: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, key: str) -> Any:
        return self.rule(key).value

    def rule(self, key: str) -> Rule:
        """Return a rule with its document; RuleNotInForce names place, key and day."""
        if key in self.absent:
            raise RuleNotInForce(self.absent[key])
        return self.rules[key]

    def __contains__(self, key: object) -> bool:
        return key in self.rules

    def __iter__(self) -> Iterator[str]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def but(self, **changes: Any) -> "RulePack":
        """Return the same pack with some values supposed otherwise, each as a pack file writes it.

        RulePackInvalid for an unknown key or a value that does not read. A value that is in force
        anyway is no change.
        """
        no_unknown(changes, self.readers, pack=self.name)
        supposed = {key: self._supposed(key, raw) for key, raw in changes.items()}
        absent = {key: words for key, words in self.absent.items() if key not in supposed}
        return replace(self, rules={**self.rules, **supposed}, absent=absent)

    def taking(self, other: "RulePack", keys: Iterable[str]) -> "RulePack":
        """Return the same pack with some rules as another pack holds them, or does not hold them."""
        others = frozenset(keys)
        rules = {key: rule for key, rule in self.rules.items() if key not in others - set(other)}
        rules |= {key: other.rules[key] for key in other if key in others}
        absent = {key: words for key, words in self.absent.items() if key not in others}
        absent |= {key: words for key, words in other.absent.items() if key in others}
        return replace(self, rules=rules, absent=absent)

    def _supposed(self, key: str, raw: Any) -> Rule:
        value = read(key, raw, self.readers, pack=self.name, since=SUPPOSED)
        decreed = self.rules.get(key)
        if decreed is not None and decreed.raw == raw:
            return decreed
        return Rule(
            key=key, label=self.readers[key].label, value=value, raw=raw, since=self.day,
            document=SUPPOSED, clause="", note="", pack=self.name, inherited=False,
        )  # fmt: skip

    def under(self, prefix: str) -> "RulePack":
        """Return the pack as a standard reads it: what it keeps under `prefix` has its plain name."""
        if not prefix:
            return self
        own = {key.removeprefix(prefix): key for key in self.rules if key.startswith(prefix)}
        rules = {name: self.rules[own.get(name, name)] for name in (*self.rules, *own)}
        absent = {key.removeprefix(prefix): words for key, words in self.absent.items()}
        return replace(self, rules=rules, absent={**self.absent, **absent})

    def overruled(self, by: Mapping[str, Rule]) -> "RulePack":
        """Return the pack with some of its rules laid down elsewhere, by the document they name."""
        absent = {key: words for key, words in self.absent.items() if key not in by}
        return replace(self, rules={**self.rules, **by}, absent=absent)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what was decided (keys and values as written), not of who decided it."""
        raw = {key: rule.raw for key, rule in sorted(self.rules.items())}
        text = json.dumps(raw, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()
