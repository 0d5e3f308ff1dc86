"""The value of a rule as fields that officers fill in, and back: each leaf of it is one field.

A leaf keeps its kind: what was a whole number is one again where it reads as one; all else is text, and
the reader of the rule says what is wrong with it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from metrics.views.rating.rule_tables import value_text

Path = tuple[str, ...]
BETWEEN = "、"


class Field(NamedTuple):
    """One leaf of a value: the keys that lead to it, its label, and its text; `listed` is a list's."""

    path: Path
    label: str
    text: str
    listed: bool


def fields(raw: Any) -> list[Field]:
    """Return the leaves of a value in its own order; of a plain value the only one is without label."""
    return list(_fields(raw, ()))


def _fields(raw: Any, path: Path) -> Iterator[Field]:
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield from _fields(value, (*path, str(key)))
        return
    label = "·".join(value_text(key) for key in path)
    listed = isinstance(raw, list)
    yield Field(path, label, BETWEEN.join(map(str, raw)) if listed else str(raw), listed)


def rebuilt(raw: Any, texts: Mapping[Path, str]) -> Any:
    """Return a value of the same shape with the leaves as they were typed."""
    return _rebuilt(raw, texts, ())


def _rebuilt(raw: Any, texts: Mapping[Path, str], path: Path) -> Any:
    if isinstance(raw, dict):
        return {key: _rebuilt(value, texts, (*path, str(key))) for key, value in raw.items()}
    typed = texts[path].strip()
    if isinstance(raw, list):
        return [_leaf(one.strip()) for one in typed.split(BETWEEN) if one.strip()]
    return _leaf(typed) if isinstance(raw, int) else typed


def _leaf(typed: str) -> int | str:
    return int(typed) if typed.isascii() and typed.isdigit() else typed
