"""The value of a rule as fields that officers fill in, and back: each leaf of it is one field.

A leaf keeps its kind: a number is one, what has allowed words is chosen from them, and all else is
text, of which the reader of the rule says what is wrong with it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from metrics.days.cadence import WEEKDAYS
from metrics.packs.keys import KEYS
from metrics.rules.value import RulePack
from metrics.standards.catalogue import STANDARDS
from metrics.views.rating.rule_tables import WORDS, value_text

Path = tuple[str, ...]
Typed = str | list[str] | float
BETWEEN = "、"
KEYS_OF = {said: key for key, said in WORDS.items()}
"""What packs write, by how officers read it."""
_OF_MEASURES = ("veto_measures", "item_weights", "points")
"""Rules that name items and measures by their codes; another standard puts its prefix before them."""


class Field(NamedTuple):
    """One leaf of a value: the keys that lead to it, its label, what it holds, the words it may hold.

    `held` is a list, a number or a text; without `words` whatever reads.
    """

    path: Path
    label: str
    held: Typed
    words: tuple[str, ...] = ()


def fields(rules: RulePack, key: str, *, today: date) -> list[Field]:
    """Return the leaves of a rule in their own order; of a plain value the only one is without label."""
    words = {**KEYS[key].words, **_of_other_rules(rules, key), "时间": _turns(today)}
    return list(_fields(key, rules.rule(key).raw, (), words))


def _fields(
    rule: str, raw: Any, path: Path, words: Mapping[str, tuple[str, ...]]
) -> Iterator[Field]:
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield from _fields(rule, value, (*path, str(key)), words)
        return
    label = "·".join(word_text(rule, key) for key in path)
    allowed = words.get(path[-1] if path else "", words.get("", ()))
    held = _held(raw, allowed, parted=KEYS[rule].parted)
    yield Field(path, label, held, _with(raw, allowed))


def _held(raw: Any, allowed: tuple[str, ...], *, parted: bool) -> Typed:
    if isinstance(raw, list):
        return [str(one) for one in raw] if allowed else BETWEEN.join(map(str, raw))
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return float(raw) if parted else raw
    return str(raw) if allowed else WORDS.get(str(raw), str(raw))


def _with(raw: Any, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the allowed words, before them what stands there if it is none of them (any more)."""
    held = raw if isinstance(raw, list) else [raw]
    return tuple(dict.fromkeys([*map(str, held), *allowed])) if allowed else ()


def _of_other_rules(rules: RulePack, key: str) -> dict[str, tuple[str, ...]]:
    """Return the words that other rules name: the grades, and the kinds of work that come round."""
    if key == "veto_grade_cap":
        return {"": tuple(band.grade for band in rules["grade_bands"])}
    return {"下次会议": tuple(rules["cadence"])} if key == "offered_deadlines" else {}


def word_text(key: str, word: str) -> str:
    """Write a word that a rule may hold as officers read it; an item or a measure with its title."""
    for standard in STANDARDS:
        coded = word in standard.measures or word in standard.by_code
        if coded and key in {f"{standard.prefix}{rule}" for rule in _OF_MEASURES}:
            return f"{word} {standard.title(word)}"
    return value_text(word)


def _turns(today: date) -> tuple[str, ...]:
    """Return every rhythm: each weekday, each day of a month, and two weeks from each day to come."""
    fortnight = (today + timedelta(days=n) for n in range(14))
    return (
        *(f"每周{day}" for day in WEEKDAYS),
        *(f"自{day}起每两周" for day in fortnight),
        *(f"每月{day}日" for day in range(1, 32)),
    )


def rebuilt(raw: Any, typed: Mapping[Path, Typed]) -> Any:
    """Return a value of the same shape with the leaves as they were typed or chosen."""
    return _rebuilt(raw, typed, ())


def _rebuilt(raw: Any, typed: Mapping[Path, Typed], path: Path) -> Any:
    if isinstance(raw, dict):
        return {key: _rebuilt(value, typed, (*path, str(key))) for key, value in raw.items()}
    held = typed[path]
    if isinstance(held, str):
        text = KEYS_OF.get(held.strip(), held.strip())
        listed = (one.strip() for one in text.split(BETWEEN))
        return [one for one in listed if one] if isinstance(raw, list) else text
    return int(held) if isinstance(held, float) and held.is_integer() else held
