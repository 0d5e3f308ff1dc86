"""A supposition (测算假设): rules of rating supposed otherwise, as a short text that a link can hold.

`consent_min=80%;item_weights.A07=8`: key and part, then the value as a pack file writes it; a list with
、 between its parts, a points function as linear:0%:50%, and several parts at once as JSON.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from metrics.changes.rules_changed import RATED
from metrics.rating.rule_keys import SHAPES, Points
from metrics.rules.value import RulePack

BETWEEN, LISTED, OF_POINTS = ";", "、", ":"
POINTS = "points"
LONGEST = 2_000
"""Characters of a supposition that are read: more than every rule of a pack takes."""
_NUMBER = re.compile(r"[0-9]{1,20}(\.[0-9]{1,6})?")
MOST = 1_000_000
"""What a number may be at most, and what it may be divided by: counts are multiplied with both."""


class Supposition(NamedTuple):
    """Rules with what is supposed, its text with the parts that are others only, and what was refused.

    `refused` says by what was named (consent_min, item_weights.A07) in a sentence for officers why it
    cannot be supposed; then nothing is supposed at all.
    """

    rules: RulePack
    text: str
    refused: Mapping[str, str]


def supposed(rules: RulePack, text: str) -> Supposition:
    """Read a supposition against the rules in force; what cannot be read is refused, never raised."""
    raws: dict[str, Any] = {}
    refused: dict[str, str] = {}
    if len(text) > LONGEST:
        return Supposition(rules, "", {"": f"假设的内容超过{LONGEST}个字"})
    for named, value in _assignments(text):
        key, _, part = named.partition(".")
        try:
            raws[key] = _with(rules, key, part, value, raws)
        except ValueError as error:
            refused[named] = str(error)
    return _checked(rules, raws, refused)


def joined(assignments: Iterable[str]) -> str:
    """Write assignments (`consent_min=80%`), each as somebody typed it, as one text."""
    split = (each.partition("=") for each in assignments)
    return BETWEEN.join(f"{named}={_escaped(value)}" for named, _, value in split)


def supposing(rules: RulePack, raws: Mapping[str, Any]) -> Supposition:
    """Suppose values as pack files write them, by key; those in force anyway are no supposition."""
    return supposed(rules, written(rules, raws))


def written(rules: RulePack, raws: Mapping[str, Any]) -> str:
    """Write values as the text of a supposition: only the parts that are others, in the pack's order."""
    keys = [key for key in (*rules.rules, *raws) if key in raws]
    parts = (part for key in dict.fromkeys(keys) for part in _parts(rules, key, raws[key]))
    return BETWEEN.join(f"{named}={_escaped(value)}" for named, value in parts)


def _checked(rules: RulePack, raws: Mapping[str, Any], refused: dict[str, str]) -> Supposition:
    for key, raw in raws.items():
        try:
            _bounded(rules.readers[key].read(raw))
        except (ValueError, TypeError, ZeroDivisionError) as error:
            refused[key] = str(error)
    if not refused:
        changed = rules.but(**raws)
        refused.update(_at_odds(changed))
        if not refused:
            return Supposition(changed, written(rules, raws), {})
    return Supposition(rules, "", dict(sorted(refused.items())))


def _at_odds(rules: RulePack) -> Iterator[tuple[str, str]]:
    """Yield the rules that each read but do not fit each other."""
    grades = [band.grade for band in rules["grade_bands"]]
    cap = rules["veto_grade_cap"]
    if rules["veto_effect"] == "cap" and cap not in grades:
        yield "veto_grade_cap", f"“{cap}”不是等次分数段中的等次（{LISTED.join(grades)}）"
    points: Mapping[str, Points] = rules[POINTS]
    for each in points.values():
        if isinstance(each.target, str) and each.floor >= rules[each.target]:
            yield each.target, "目标应大于计分方式中的起点"


def _assignments(text: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, text.split(BETWEEN)):
        named, _, value = part.partition("=")
        plain = unicodedata.normalize("NFKC", _unescaped(value))
        yield named.strip(), plain.strip()


def _with(rules: RulePack, key: str, part: str, value: str, raws: Mapping[str, Any]) -> Any:
    """Return the value of a rule with one part of it as the text says."""
    if key not in RATED or key not in rules.rules:
        known = "不影响得分、等次和名次" if key in rules.readers else "不存在"
        raise ValueError(f"参数{known}")
    held = raws.get(key, rules.rules[key].raw)
    if key == POINTS and part:
        return {**held, part: _points(value)}
    return _put(held, part, value)


def _put(held: Any, part: str, value: str) -> Any:
    if not isinstance(held, dict):
        if part:
            raise ValueError(f"没有“{part}”这一部分")
        return _leaf(held, value)
    if not part:
        return _whole(value)
    fitting = [key for key in held if part == key or part.startswith(f"{key}.")]
    if not fitting:
        raise ValueError(f"没有“{part}”这一部分，可用：{LISTED.join(held)}")
    key = max(fitting, key=len)
    return {**held, key: _put(held[key], part[len(key) + 1 :], value)}


def _leaf(held: Any, value: str) -> Any:
    if isinstance(held, list):
        parts = value.replace(",", LISTED).split(LISTED)
        return [each.strip() for each in parts if each.strip()]
    number = _NUMBER.fullmatch(value) if isinstance(held, int | float) else None
    if number is None:
        return value
    return float(value) if number[1] else int(value)


def _whole(value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ValueError("请写明其中一部分，如“item_weights.A07=8”，或整项写作JSON") from None


def _points(value: str) -> dict[str, str]:
    """Read a points function: its shape, then what the shape says besides, in the order floor, target."""
    shape, *said = value.split(OF_POINTS)
    names = sorted(SHAPES.get(shape, ()))
    if shape not in SHAPES or len(said) != len(names):
        return {"shape": shape}  # the reader of the rule says what is wrong
    return {"shape": shape, **dict(zip(names, said, strict=True))}


def _bounded(value: Any) -> None:
    """Raise ValueError where some number in a value is beyond what counts are multiplied with."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for each in value:
            _bounded(each)
    elif isinstance(value, int | Fraction) and max(abs(value.numerator), value.denominator) > MOST:
        raise ValueError("数值应不超过100万，小数不超过6位")


def _parts(rules: RulePack, key: str, raw: Any) -> Iterator[tuple[str, str]]:
    rule = rules.told(key)
    held = None if rule is None else rule.raw
    if key == POINTS and isinstance(raw, dict) and isinstance(held, dict) and set(held) <= set(raw):
        for code, each in raw.items():
            if held.get(code) != each:
                yield f"{key}.{code}", _points_text(each)
    else:
        yield from _differing(key, held, raw)


def _differing(named: str, held: Any, raw: Any) -> Iterator[tuple[str, str]]:
    if held == raw and type(held) is type(raw):
        return
    if isinstance(raw, dict) and isinstance(held, dict) and list(raw) == list(held):
        for key, each in raw.items():
            yield from _differing(f"{named}.{key}", held[key], each)
    elif isinstance(raw, dict):
        yield named, json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    else:
        yield named, LISTED.join(map(str, raw)) if isinstance(raw, list) else str(raw)


def _points_text(raw: Mapping[str, Any]) -> str:
    said = (str(raw[name]) for name in sorted(raw) if name != "shape")
    return OF_POINTS.join((str(raw.get("shape", "")), *said))


def _escaped(value: str) -> str:
    return value.replace("~", "~0").replace(BETWEEN, "~1")


def _unescaped(value: str) -> str:
    return value.replace("~1", BETWEEN).replace("~0", "~")
