"""The schemes (分配办法) that ship, by id."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from metrics.allocation.reading import read_scheme
from metrics.allocation.scheme import Scheme
from metrics.errors import UnknownChoice

FOLDER = Path(__file__).parent / "shipped"


@cache
def scheme_names() -> tuple[str, ...]:
    """Return the ids of all schemes, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def scheme(name: str, choices: Mapping[str, Any] | None = None) -> Scheme:
    """Return a scheme by its id, its switches as they ship or as `choices` sets them by name.

    UnknownChoice lists the ids there are; NotAllocated says which choice cannot be.
    """
    return read_scheme(_text(name), name=name, choices=choices) if choices else _shipped(name)


@cache
def _shipped(name: str) -> Scheme:
    return read_scheme(_text(name), name=name)


@cache
def _text(name: str) -> str:
    if name not in scheme_names():
        raise UnknownChoice(f"没有名为“{name}”的分配办法，可用的有：{'、'.join(scheme_names())}。")
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
