"""The standards that can be chosen by name: the national one, and the score sheets (考核细则) that ship."""

from functools import cache
from pathlib import Path

from metrics.errors import UnknownChoice
from metrics.sheets.reading import read_sheet
from metrics.standards.catalogue import NATIONAL
from metrics.standards.standard import Standard

FOLDER = Path(__file__).parent / "shipped"


def sheet_names() -> tuple[str, ...]:
    """Return the names of the score sheets that ship, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def sheet(name: str) -> Standard:
    """Load a score sheet that ships; it is checked whole."""
    if name not in sheet_names():
        raise UnknownChoice(f"没有名为“{name}”的考核细则，可用的有：{'、'.join(sheet_names())}。")
    return read_sheet((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), name=name)


def standard_names() -> tuple[str, ...]:
    """Return the names of all standards, the national one first."""
    return (NATIONAL.code, *sheet_names())


def standard(name: str) -> Standard:
    """Return a standard by its name; UnknownChoice lists those there are."""
    return NATIONAL if name == NATIONAL.code else sheet(name)
