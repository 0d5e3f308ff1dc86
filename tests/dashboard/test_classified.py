"""Every door and page is classified, and nothing goes round the doors to whole records."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dashboard.components.pages import SECTIONS
from tests.dashboard.classified import DOORS, PAGES

DASHBOARD = Path(__file__).parents[2] / "dashboard"
FILES = {name: DASHBOARD / f"{name}.py" for name in DOORS} | {
    "data": DASHBOARD / "data/__init__.py"
}
SCREENS = [
    path for room in ("boards", "components", "pages") for path in (DASHBOARD / room).rglob("*.py")
]
WHOLE = ("store", "WHOLE", "whole", "frames_known")
"""What hands out records of everybody: asked inside `dashboard.data` and by papers only."""


def listed(table: Mapping[str, str]) -> list[str]:
    return [name for names in table.values() for name in names.split()]


def offered(door: str) -> Iterator[str]:
    """Yield what a module offers by name: what it defines, of the readers what they name for others."""
    for node in ast.parse(FILES[door].read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            targets = (each for target in node.targets for each in ast.walk(target))
            yield from (each.id for each in targets if isinstance(each, ast.Name))
        elif isinstance(node, ast.ImportFrom) and door == "data":
            yield from (alias.asname or alias.name for alias in node.names)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_stands_in_exactly_one_class(door: str):
    names = [name for name in offered(door) if not name.startswith("_") and name not in ("P", "T")]
    assert Counter(listed(DOORS[door])) == Counter(names)


def test_every_page_stands_in_exactly_one_class():
    pages = [entry.name for entries in SECTIONS.values() for entry in entries]
    assert Counter(listed(PAGES)) == Counter(pages)


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_no_screen_reaches_round_the_doors_to_whole_records(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dashboard.data"):
            assert not {alias.name for alias in node.names} & set(WHOLE)
            assert node.module == "dashboard.data"
        if isinstance(node, ast.Attribute) and node.attr == "frames":
            # of `data` these are the visitor's own; of an evaluation or a table they are everybody's
            assert isinstance(node.value, ast.Name)
            assert node.value.id == "data"
        if isinstance(node, ast.Attribute) and node.attr == "evidence":
            assert isinstance(node.value, ast.Name)
            assert node.value.id == "data"


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_no_file_leaves_through_the_store_of_media(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert "download_button" not in names, "use dashboard.components.handed"
