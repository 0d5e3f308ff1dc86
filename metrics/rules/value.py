"""A rule in force with its document, and all rules of a place on one day."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple


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


@dataclass(frozen=True)
class RulePack(Mapping[str, Any]):
    """The values of one pack on one day; `pack["consent_min"]` is the value, read and checked."""

    name: str
    place: str
    place_name: str
    day: date
    rules: Mapping[str, Rule]

    def __getitem__(self, key: str) -> Any:
        return self.rules[key].value

    def __iter__(self) -> Iterator[str]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what was decided (keys and values as written), not of who decided it."""
        raw = {key: rule.raw for key, rule in sorted(self.rules.items())}
        text = json.dumps(raw, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()
