"""Rule packs (参数集): dated values of one place, each with its document, resolved for a day.

A key that a pack does not hold, or not yet on the day, is its parent's. Unknown keys, wrong
values and unknown parents fail the loading.

What the office in use has decided itself lies over the pack that its province goes by, as a pack over
its parent: the pack keeps its name, and each such value says that it is the office's own.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from metrics import office
from metrics.errors import RulePackInvalid, UnknownChoice
from metrics.office import Office
from metrics.packs.keys import KEYS
from metrics.rules.value import Rule, RulePack, no_unknown, outward, read
from metrics.scope import LOCAL, Scope

FOLDER = Path(__file__).parent
OWN = "office"
"""Stands as the name of a pack in a rule that the office in use has decided itself."""
OVER = ":"
"""Stands between LOCAL and the pack of the place that evaluates, where a scope has no place."""


class DatedValue(BaseModel):
    """One value with the document that sets it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Any
    document: str
    clause: str = ""
    note: str = ""


class PackFile(BaseModel):
    """A pack as it stands in its file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    place: str
    name: str
    inherits: str | None = None
    rules: dict[str, dict[date, DatedValue]]


@dataclass(frozen=True)
class Pack:
    """A pack with its parent, before a day is chosen; `own` is what an office lays over one."""

    name: str
    file: PackFile
    parent: "Pack | None"
    own: bool = False

    def on(self, day: date, *, only: Collection[str] | None = None) -> RulePack:
        """Return the values in force on `day`; a key without one is missed by who asks for it.

        Rules come in the order in which the file of the first ancestor lists them; `only` names some.
        """
        *_, first = self.line()
        listed = dict.fromkeys((*first.file.rules, *KEYS))
        listed = {key: None for key in listed if only is None or key in only}
        rules = {key: self._rule(key, day) for key in listed}
        return RulePack(
            name=self.name, place=self.file.place, place_name=self.file.name, day=day,
            rules={key: rule for key, rule in rules.items() if rule is not None}, readers=KEYS,
            absent={key: self._not_in_force(key, day) for key in listed if rules[key] is None},
        )  # fmt: skip

    def value(self, key: str, day: date) -> Any:
        """Return the value of one rule on a day; null where it is not in force yet."""
        rule = self._rule(key, day)
        return None if rule is None else rule.value

    def since(self, keys: Collection[str] = KEYS.keys()) -> date:
        """Return the first day on which every rule has a value, or each of those named."""
        line = list(self.line())
        days = ((day for pack in line for day in pack.file.rules.get(key, ())) for key in keys)
        return max(min(each, default=date.max) for each in days)

    def days(self, keys: Collection[str]) -> tuple[date, ...]:
        """Return the days from which some of these rules is another, the newest first.

        Earlier ones than the first day on which all of them have a value are left out.
        """
        begins = {
            day for pack in self.line() for key in keys for day in pack.file.rules.get(key, ())
        }
        first = self.since(keys)
        return tuple(sorted((day for day in begins if day >= first), reverse=True))

    def _rule(self, key: str, day: date) -> Rule | None:
        pack: Pack | None = self
        while pack is not None:
            days = [since for since in pack.file.rules.get(key, ()) if since <= day]
            if days:
                below = self.parent if self.own else self
                return pack._read(key, max(days), inherited=pack not in (self, below))
            pack = pack.parent
        return None

    def _read(self, key: str, since: date, *, inherited: bool) -> Rule:
        dated = self.file.rules[key][since]
        value = read(key, dated.value, KEYS, pack=self.name, since=f"{since:%Y-%m-%d}起")
        return Rule(
            key=key, label=KEYS[key].label, value=value, raw=dated.value, since=since,
            document=dated.document, clause=dated.clause, note=dated.note,
            pack=OWN if self.own else self.name, inherited=inherited,
        )  # fmt: skip

    def _not_in_force(self, key: str, day: date) -> str:
        days = [min(pack.file.rules[key]) for pack in self.line() if key in pack.file.rules]
        first = f"最早自{min(days):%Y-%m-%d}起有值" if days else "从未设置"
        return (
            f"{self.file.name}（{self.file.place}）的参数“{KEYS[key].label}”（{key}）在{day:%Y-%m-%d}"
            f"尚未生效，{first}。请补充该日之前的文件依据，或选用较晚的日期。"
        )

    def line(self) -> Iterator["Pack"]:
        """Yield the pack, its parent, and so on."""
        pack: Pack | None = self
        while pack is not None:
            yield pack
            pack = pack.parent


def pack_names() -> tuple[str, ...]:
    """Return the names of the packs that ship, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def load_pack(name: str) -> Pack:
    """Return one pack as the office in use goes by it; every value is checked, whatever its date."""
    one = office.in_use()
    return _laid_over(one) if one is not None and one.rules == name else shipped(name)


@cache
def shipped(name: str) -> Pack:
    """Load one pack that ships and check every value in it."""
    if name not in pack_names():
        raise UnknownChoice(f"没有名为“{name}”的参数集，可用的有：{'、'.join(pack_names())}。")
    return _written(name, (FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def _written(name: str, text: str) -> Pack:
    try:
        file = PackFile.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise RulePackInvalid(f"参数集“{name}”的文件格式不正确：{error}") from None
    no_unknown(file.rules, KEYS, pack=name)
    return _checked(Pack(name, file, shipped(file.inherits) if file.inherits else None))


@lru_cache(maxsize=8)
def _laid_over(one: Office) -> Pack:
    parent = shipped(one.rules)
    file = parent.file.model_copy(
        update={"inherits": parent.name, "rules": _dated(json.loads(one.decided))}
    )
    no_unknown(file.rules, KEYS, pack=file.name)
    return _checked(Pack(parent.name, file, parent, own=True))


def _dated(decided: dict[str, dict[str, Any]]) -> dict[str, dict[date, DatedValue]]:
    return {
        key: {date.fromisoformat(day): DatedValue(**value) for day, value in days.items()}
        for key, days in decided.items()
    }


def _checked(pack: Pack) -> Pack:
    """Check every value of a pack, whatever its date."""
    for key, dated in pack.file.rules.items():
        for since in dated:
            pack._read(key, since, inherited=False)
    return pack


def pack_for_place(code: str) -> Pack:
    """Return the pack of the nearest place that has one: county, city, province, else nation.

    The province of the office in use goes by the pack that it has chosen.
    """
    packs = places()
    return load_pack(next(packs[place] for place in outward(code) if place in packs))


def places() -> dict[str, str]:
    """Return the name of the pack of each place that has one, by code."""
    packs = {shipped(name).file.place: name for name in pack_names()}
    one = office.in_use()
    if one is not None:
        packs[one.province] = one.rules
    return dict(sorted(packs.items()))


def rules_of(scope: Scope) -> RulePack:
    """Return the rules that a scope is judged by."""
    name, _, over = scope.rules.partition(OVER)
    if name != LOCAL:
        return load_pack(name).on(scope.rules_day)
    evaluating = load_pack(over) if over else pack_for_place(scope.place)
    return local_rules(evaluating, scope.rules_day)


def local_rules(evaluating: Pack, day: date) -> RulePack:
    """Return the local rules (各地规定) of a day, over the pack of the place that evaluates."""
    local = {key for key, reader in KEYS.items() if reader.local}
    nearer = {place: load_pack(name).on(day, only=local) for place, name in places().items()}
    return replace(evaluating.on(day), name=LOCAL, nearer=nearer)


def anywhere(scope: Scope) -> Scope:
    """Return the question of no place: what is the same for every place is kept once by it.

    Local rules (各地规定) are the same only over the same pack of the place that evaluates.
    """
    if scope.rules == LOCAL:
        scope = scope._replace(rules=f"{LOCAL}{OVER}{pack_for_place(scope.place).name}")
    return scope._replace(place="")


def named(rules: str | None) -> str:
    """Return the rules that are asked for by name, or LOCAL; UnknownChoice where no pack is called so."""
    return LOCAL if rules in (None, LOCAL) else load_pack(rules).name


def choices() -> tuple[str, ...]:
    """Return what can be named as rules: LOCAL, then the packs that ship."""
    return LOCAL, *pack_names()
