"""A standard as a value: its items in official order, their measures, and who belongs to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from metrics.errors import RuleNotInForce
from metrics.rules.value import Rule, RulePack
from metrics.standards.measure import Indicator, Measure


@dataclass(frozen=True)
class Standard:
    """What is measured under one document.

    Weights, vetoes and points of its items are rules; those of a second standard stand in the rule
    packs under the same keys with `prefix` before them. A score sheet (考核细则) lays its own down:
    `lays_down` are those rules by key. `label` is said wherever such a standard is shown, `code` names
    it in commands and addresses, and `source` is its text, word for word, so that a seal can carry it.
    It holds from `since` to `until` (null: without a bound), both days included.
    """

    name: str
    document: str
    items: tuple[Indicator, ...]
    prefix: str = ""
    code: str = ""
    label: str = ""
    source: str = ""
    lays_down: Mapping[str, Rule] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None

    def ruling(self, rules: RulePack) -> RulePack:
        """Return a pack as this standard reads it: what the standard lays down comes before the pack."""
        own = rules.under(self.prefix)
        return own.overruled(self.lays_down) if self.lays_down else own

    def holds_on(self, day: date) -> bool:
        """Say whether it was in force on a data date."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def refuse_outside(self, day: date) -> None:
        """Refuse a data date on which it was not in force, by RuleNotInForce."""
        if not self.holds_on(day):
            ends = f"，至{self.until}失效" if self.until else ""
            raise RuleNotInForce(
                f"“{self.name}”自{self.since}起施行{ends}，不适用于数据截止日期{day}："
                "请改选施行期内的数据截止日期，或改用当时施行的评价标准。"
            )

    @property
    def called(self) -> str:
        """The name as it is shown: with what must be said wherever it is (本系统默认，非官方)."""
        return f"{self.name}（{self.label}）" if self.label else self.name

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        """The items by code."""
        return {item.code: item for item in self.items}

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The measures by code, in official order."""
        return {measure.code: measure for item in self.items for measure in item.measures}

    @cached_property
    def item_of(self) -> Mapping[str, Indicator]:
        """The item that each measure belongs to, by the measure's code."""
        return {measure.code: item for item in self.items for measure in item.measures}

    @cached_property
    def failed_by(self) -> Mapping[str, Measure]:
        """The measure that a confirmed event of each kind fails."""
        return {kind: measure for measure in self.measures.values() for kind in measure.events}

    @cached_property
    def groups(self) -> Mapping[str, tuple[Indicator, ...]]:
        """The items of each group, in official order."""
        names = dict.fromkeys(item.group for item in self.items)
        return {name: tuple(item for item in self.items if item.group == name) for name in names}

    def title(self, code: str) -> str:
        """Return the title of an item or a measure."""
        return self.measures[code].title if code in self.measures else self.by_code[code].title
