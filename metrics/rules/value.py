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
from metrics.scope import LOCAL_NAME

NATION = "100000"
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


def outward(code: str) -> tuple[str, ...]:
    """Return a division and those around it, by its code: county, city, province and nation."""
    return code, f"{code[:4]}00", f"{code[:2]}0000", NATION


Rules = Mapping[str, Any]
"""Values of rules by key: a pack of a day, or the few that a test gives; each key has its own type."""


@dataclass(frozen=True)
class RulePack(Mapping[str, Any]):
    """The values of one pack on one day; `pack["consent_min"]` is the value, read and checked.

    `rules` are those in force on that day; asking for another raises RuleNotInForce with its words in
    `absent`, so that only who needs a rule misses it. `readers` read the values of a supposition, by
    key.

    Under local rules (各地规定) `nearer` holds the pack of each place that has one, by code, with its
    local rules only: those judge the records of the place, the others are `rules`, of the place that
    evaluates. A pack that judges everything alone has none.
    """

    name: str
    place: str
    place_name: str
    day: date
    rules: Mapping[str, Rule]
    readers: Mapping[str, RuleKey] = field(repr=False, compare=False)
    absent: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    nearer: Mapping[str, "RulePack"] = field(default_factory=dict, repr=False)

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
        anyway is no change. A local rule is supposed of every place.
        """
        no_unknown(changes, self.readers, pack=self.name)
        supposed = {key: self._supposed(key, raw) for key, raw in changes.items()}
        absent = {key: words for key, words in self.absent.items() if key not in supposed}
        local = {key: raw for key, raw in changes.items() if self.is_local(key)}
        nearer = {place: pack.but(**local) for place, pack in self.nearer.items()}
        return replace(self, rules={**self.rules, **supposed}, absent=absent, nearer=nearer)

    def taking(self, other: "RulePack", keys: Iterable[str]) -> "RulePack":
        """Return the same pack with some rules as another pack holds them, or does not hold them."""
        others = frozenset(keys)
        rules = {key: rule for key, rule in self.rules.items() if key not in others - set(other)}
        rules |= {key: other.rules[key] for key in other if key in others}
        absent = {key: words for key, words in self.absent.items() if key not in others}
        absent |= {key: words for key, words in other.absent.items() if key in others}
        nearer = {
            place: self.at(place).only_local().taking(other.at(place).only_local(), others)
            for place in sorted({*self.nearer, *other.nearer})
        }
        return replace(self, rules=rules, absent=absent, nearer=nearer)

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

    def is_local(self, key: str) -> bool:
        """Say whether a rule is one that each place decides for its own records."""
        return key in self.readers and self.readers[key].local

    def only_local(self) -> "RulePack":
        """Return the pack with its local rules only."""
        rules = {key: rule for key, rule in self.rules.items() if self.is_local(key)}
        absent = {key: words for key, words in self.absent.items() if self.is_local(key)}
        return replace(self, rules=rules, absent=absent, nearer={})

    def nearest(self, region: str) -> "RulePack":
        """Return the pack that judges the records of a division by its local rules; itself if alone.

        That is the pack of the county, the city, the province or else the nation, by the division's code.
        """
        place = self.judging(region)
        return self if place is None else self.nearer[place]

    def judge_of(self, region: str, keys: Iterable[str]) -> "RulePack":
        """Return the pack that judges the records of a division by some rules, under the name it has."""
        return self.nearest(region if any(map(self.is_local, keys)) else self.place)

    def judging(self, region: str) -> str | None:
        """Return the place whose pack judges the records of a division; null where one judges all."""
        return next((place for place in outward(region) if place in self.nearer), None)

    def at(self, region: str) -> "RulePack":
        """Return the rules that a record of a division is judged by: one pack alone, named as the nearest."""
        near = self.nearest(region)
        return replace(
            self, name=near.name, place=near.place, place_name=near.place_name, nearer={},
            rules={**self.rules, **near.rules},
            absent={**{key: said for key, said in self.absent.items() if key not in near}, **near.absent},
        )  # fmt: skip

    def alike(
        self, keys: Iterable[str], regions: Iterable[str]
    ) -> list[tuple["RulePack", list[str]]]:
        """Group divisions by the values that some rules have for their records, in the order given.

        Each group has the rules that judge it (`at`) and its divisions; without local rules among
        the keys there is one group, judged by these.
        """
        local = [key for key in keys if self.is_local(key)]
        if not local or not self.nearer:
            return [(self, list(regions))]
        of_place = {
            place: tuple(rule and rule.value for rule in map(pack.rules.get, local))
            for place, pack in self.nearer.items()
        }
        groups: dict[object, list[str]] = {}
        for region in regions:
            groups.setdefault(of_place.get(self.judging(region) or ""), []).append(region)
        return [(self.at(inside[0]), inside) for inside in groups.values()]

    def judges(self, regions: Iterable[str]) -> dict[str, list[str]]:
        """Return the places whose packs judge the records of divisions, and the divisions, in order."""
        found: dict[str, list[str]] = {}
        for region in regions:
            found.setdefault(self.judging(region) or self.place, []).append(region)
        return found

    def inside(self, place: str) -> dict[str, "RulePack"]:
        """Return the packs of the divisions of a place, by code, that judge their records otherwise."""
        own = "" if place == NATION else place.removesuffix("00").removesuffix("00")
        base = {self.place, self.judging(place)}
        return {
            code: pack for code, pack in self.nearer.items()
            if code.startswith(own) and code not in base
        }  # fmt: skip

    @property
    def called(self) -> str:
        """What the rules are called: the place of the pack, or 各地规定 and the place that evaluates."""
        return f"{LOCAL_NAME}，其余按{self.place_name}" if self.nearer else self.place_name

    @property
    def title(self) -> str:
        """What the rules are called, as a pack (参数集)."""
        return f"{self.called}参数集"

    def among(self, regions: Iterable[str]) -> "RulePack":
        """Return the pack without those nearer that judge none of these divisions; alone where one judges all."""
        judging = self.judges(regions)
        nearer = {place: pack for place, pack in self.nearer.items() if place in judging}
        alone = all(pack.place == self.place for pack in nearer.values())
        return self.at(self.place) if alone else replace(self, nearer=nearer)

    def documents(self, regions: Iterable[str]) -> list[str]:
        """Return the documents, with their clauses, of all rules that judge in these divisions, sorted."""
        judging = self.among(regions)
        held = (pack.rules.values() for pack in (judging, *judging.nearer.values()))
        return sorted({rule.document + rule.clause for rules in held for rule in rules})

    def told(self, key: str) -> Rule | None:
        """Return a rule as it is told: of which places hold several values, `raw` is by their names.

        Null where none is in force.
        """
        held = {pack.place_name: pack.rules[key] for pack in self.nearer.values() if key in pack}
        first = next(iter(held.values()), self.rules.get(key))
        if first is None or all(rule.raw == first.raw for rule in held.values()):
            return first
        return first._replace(
            raw={name: rule.raw for name, rule in held.items()},
            since=max(rule.since for rule in held.values()),
            document="、".join(dict.fromkeys(rule.document for rule in held.values())),
        )

    def same(self, other: "RulePack", key: str) -> bool:
        """Say whether both hold one value of a rule, of every place; of none it cannot be said."""
        places = sorted({*self.nearer, *other.nearer}) if self.is_local(key) else []
        pairs = [(self.rules.get(key), other.rules.get(key))]
        pairs += [(self.nearest(p).rules.get(key), other.nearest(p).rules.get(key)) for p in places]
        return all(was and now and was.value == now.value for was, now in pairs)

    def decides(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the values by key, those of nearer places that are others under their codes."""
        nearer = {place: dict(pack) for place, pack in self.nearer.items()}
        one = all(
            self[key] == value
            for near in nearer.values()
            for key, value in near.items()
            if key in self
        )
        return {"": dict(self), **({} if one else nearer)}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what was decided (keys and values as written), not of who decided it."""
        text = json.dumps(self._written(), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def _written(self) -> dict[str, Any]:
        raw = {key: rule.raw for key, rule in sorted(self.rules.items())}
        nearer = {place: pack._written() for place, pack in self.nearer.items()}
        if all(raw.get(key) == value for near in nearer.values() for key, value in near.items()):
            return raw
        return {**raw, "nearer": nearer}
