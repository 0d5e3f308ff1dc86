"""Who may import whom, and how large things may grow. The picture stands in README.md."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("metrics", "sql", "exports", "dashboard")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))

MAY_IMPORT: dict[str, set[str]] = {
    "metrics": set(),
    "sql": {"metrics"},
    "exports": {"metrics"},
    "dashboard": {"metrics", "sql"},
}
DOORS = {
    ("metrics/__main__.py", "sql"),
    ("exports/__main__.py", "sql"),
    ("dashboard/pages/briefings.py", "exports"),
    ("dashboard/papers.py", "exports"),
}
STAYS_IN = {
    "streamlit": ("dashboard",),
    "plotly": ("dashboard",),
    "starlette": ("dashboard",),
    "sqlalchemy": ("sql",),
    "alembic": ("sql",),
    "jinja2": ("exports",),
    "typst": ("exports",),
    "pikepdf": ("exports",),
    "fontTools": ("exports",),
    "openpyxl": ("sql/workbook",),
    "fastexcel": ("sql/workbook",),
    "xlsxwriter": ("exports", "sql/workbook"),
}


def imported(path: Path) -> set[str]:
    """Return the full names of all modules a file imports, wherever in the file it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {node.module}
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_point_inwards(path: Path):
    where = name_of(path)
    own = where.split("/")[0]
    allowed = MAY_IMPORT[own] | {own} | {folder for door, folder in DOORS if door == where}
    reached = {module.split(".")[0] for module in imported(path)} & set(FOLDERS)
    assert reached <= allowed


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_libraries_stay_in_their_layer(path: Path):
    where = name_of(path)
    for library in {module.split(".")[0] for module in imported(path)} & set(STAYS_IN):
        assert where.startswith(STAYS_IN[library]), f"{library} does not belong in {where}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_rules_know_nothing_of_words_and_colours(path: Path):
    where = name_of(path)
    if where.startswith("metrics/") and not where.startswith(
        ("metrics/views/", "metrics/__main__")
    ):
        assert not {module for module in imported(path) if module.startswith("metrics.views")}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_stay_small(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    if "migrations/versions" in path.as_posix():
        return  # the tables as they were on one day: never edited again
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert lines_of(node) <= 25, f"{node.name} is too long"


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines that a function does something in: not its head, not its docstring."""
    first = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - first[0].lineno + 1 if first else 0


def test_nothing_is_called_utils():
    vague = {"utils.py", "helpers.py", "common.py", "misc.py"}
    assert not [path for path in FILES if path.name in vague]


def test_every_direct_dependency_has_its_reason():
    for file in ("requirements.in", "requirements-dev.in"):
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        named = [line for line in lines if line and not line.startswith(("#", "-r"))]
        assert all("  # " in line for line in named)
