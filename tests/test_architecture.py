"""Who may import whom, and how large things may grow. The picture stands in README.md."""

import ast
from pathlib import Path

from tests.each_file import ROOT, name_of, nodes_of, of_every

FOLDERS = ("metrics", "sql", "exports", "dashboard")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))

MAY_IMPORT: dict[str, set[str]] = {
    "metrics": set(),
    "sql": {"metrics"},
    "exports": {"metrics"},
    "dashboard": {"metrics", "sql"},
}
DOORS = {
    ("metrics/commands.py", "sql"),
    ("metrics/sealed_commands.py", "sql"),
    ("metrics/trace_commands.py", "sql"),
    ("exports/told_from.py", "sql"),
    ("metrics/check_commands.py", "sql"),
    ("metrics/list_commands.py", "sql"),
    ("exports/briefing_commands.py", "sql"),
    ("dashboard/pages/briefings.py", "exports"),
    ("dashboard/papers.py", "exports"),
    ("dashboard/place_sheets.py", "exports"),
    ("dashboard/listed.py", "exports"),
    ("dashboard/slips.py", "exports"),
    ("dashboard/incentive_lists.py", "exports"),
}
ROOMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "metrics": (
        ("errors", "scope", "version", "whole_files", "plain_csv", "office"),
        ("console",),
        ("rules", "days"),
        ("records",),
        ("access",),
        ("typed",),
        ("standards",),
        ("rating", "progress", "supervision", "reporting"),
        ("comparison",),
        ("changes", "sheets"),
        ("dispatch", "search", "checks", "lists"),
        ("packs",),
        ("reading", "sealing"),
        ("allocation",),
        ("views/parts",),
        ("views/rating", "views/supervision"),
        ("views/progress", "views/changes", "views/sheets", "views/checks"),
        ("views/reported", "views/access", "views/lists"),
        ("views/dispatch", "views/printed", "views/tracing"),
        ("running_log",),
        ("command_line",),
        ("commands",),
        (
            "sealed_commands",
            "supposed_commands",
            "trace_commands",
            "allocation_commands",
            "check_commands",
            "list_commands",
        ),
        ("__main__",),
    ),
    "sql": (
        ("turns",),
        ("models", "workbook"),
        ("migrations", "archive"),
        ("database",),
        ("log",),
        ("copies", "reported"),
        ("dispatch", "supplied", "demo"),
        ("accounts",),
        ("office", "divisions", "sheets"),
        ("records",),
        ("sealed",),
        ("commands",),
        ("__main__",),
    ),
    "exports": (
        ("writing", "worker", "paper_log", "text_width", "qr_code"),
        ("papers",),
        ("pdf", "excel"),
        ("word",),
        ("sheet_kinds", "one_by_one", "latest", "issuing", "told_from"),
        ("commands",),
        ("briefing_commands", "rule_commands", "list_commands"),
        ("__main__",),
    ),
    "dashboard": (
        ("data",),
        (
            "office",
            "founding",
            "order_book",
            "round_book",
            "objection_book",
            "intake",
            "batch",
            "handing",
            "accounts",
            "score_sheets",
        ),
        ("papers", "place_sheets", "listed", "slips", "incentive_lists"),
        ("components",),
        ("boards",),
        ("pages",),
        ("app", "web"),
        ("__main__",),
    ),
}
"""The rooms of each folder, from the ground up: a room may import those before it, no neighbour."""
BESIDE = {
    ("boards/changes", "boards/progress"),
    ("boards/rating", "boards/cases"),
    ("boards/rating", "boards/changes"),
    ("boards/review", "boards/reported"),
}
"""Boards that show a part of another: no other board does."""
READERS = (
    "dashboard/data/",
    "dashboard/office.py",
    "dashboard/founding.py",
    "dashboard/order_book.py",
    "dashboard/round_book.py",
    "dashboard/objection_book.py",
    "dashboard/intake.py",
    "dashboard/batch.py",
    "dashboard/handing.py",
    "dashboard/accounts.py",
    "dashboard/score_sheets.py",
)
"""The doors of the screens to the store; every other module of them asks these."""
PURE = {"comparable", "withdrawn"}
"""Functions beside the store that read nothing."""
PLAIN_READING = {
    "sql.records",
    "sql.database.engine",
    "sql.database.migrate",
    "sql.database.moments",
}
"""What a paper of the command line may use of the store: a session, and the door in it."""
MOST_MODULES = 20
STAYS_IN = {
    "streamlit": ("dashboard",),
    "plotly": ("dashboard",),
    "starlette": ("dashboard",),
    "sqlalchemy": ("sql",),
    "alembic": ("sql",),
    "jinja2": ("exports",),
    "typst": ("exports",),
    "pikepdf": ("exports",),
    "segno": ("exports",),
    "argon2": ("sql/accounts",),
    "pypinyin": ("metrics/search",),
    "numpy": ("metrics/comparison",),
    "authlib": ("dashboard/web",),
    "joserfc": ("dashboard/web",),
    "requests": ("dashboard/web",),
    "openpyxl": ("sql/workbook",),
    "fastexcel": (),
    "xlsxwriter": ("exports", "sql/workbook"),
}


def imported(path: Path) -> set[str]:
    """Return the full names of all modules a file imports, wherever in the file it does."""
    found: set[str] = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {node.module}
    return found


def imported_modules(path: Path) -> set[str]:
    """Return what a file imports of ours: `from sql.database import engine` is sql.database.engine."""
    found: set[str] = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {_module(node.module, alias.name) for alias in node.names}
    return {module for module in found if module.split(".")[0] in FOLDERS}


def _module(package: str, name: str) -> str:
    inside = ROOT.joinpath(*package.split("."), name)
    return f"{package}.{name}" if inside.is_dir() or inside.with_suffix(".py").exists() else package


def room_of(module: str) -> str | None:
    """Return the room of a module in its folder, null for the folder itself."""
    _folder, *inside = module.split(".")
    if inside[:1] == ["views"]:
        return "/".join(inside[:2]) if inside[1:] else None
    return inside[0] if inside else None


@of_every(FILES)
def test_imports_point_inwards(path: Path):
    where = name_of(path)
    own = where.split("/")[0]
    allowed = MAY_IMPORT[own] | {own} | {folder for door, folder in DOORS if door == where}
    reached = {module.split(".")[0] for module in imported(path)} & set(FOLDERS)
    assert reached <= allowed


def test_screens_reach_the_store_by_their_doors_only():
    doors = (*READERS, "dashboard/__main__")
    screens = [path for path in FILES if name_of(path).startswith("dashboard/")]
    for path in screens:
        reached = {module for module in imported(path) if module.split(".")[0] == "sql"}
        assert not reached or name_of(path).startswith(doors), name_of(path)


@of_every(FILES)
def test_libraries_stay_in_their_layer(path: Path):
    where = name_of(path)
    for library in {module.split(".")[0] for module in imported(path)} & set(STAYS_IN):
        assert where.startswith(STAYS_IN[library]), f"{library} does not belong in {where}"


@of_every(FILES)
def test_screens_read_through_their_doors(path: Path):
    where = name_of(path)
    if not where.startswith("dashboard/") or where.startswith((*READERS, "dashboard/__main__")):
        return
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sql"):
            # Types and constants are no way to the records; functions and modules are.
            assert not {each.name for each in node.names if each.name.islower()} - PURE


@of_every(FILES)
def test_a_part_of_a_page_that_runs_alone_rests_on_one_look(path: Path):
    for node in nodes_of(path):
        if isinstance(node, ast.FunctionDef):
            decorators = [ast.unparse(each) for each in node.decorator_list]
            assert "st.fragment" not in decorators or "data.one_look()" in decorators


@of_every(FILES)
def test_what_is_cached_is_cached_by_database(path: Path):
    if name_of(path) == "dashboard/data/database.py":
        return
    for node in nodes_of(path):
        assert not isinstance(node, ast.Attribute) or not node.attr.startswith("cache_resource")
        assert not isinstance(node, ast.Attribute) or not node.attr.startswith("cache_data")


CONTROLS = {
    "selectbox", "segmented_control", "pills", "radio", "multiselect", "select_slider", "date_input",
    "datetime_input", "checkbox", "toggle", "slider", "pagination",
}  # fmt: skip
"""What Streamlit may give back empty on another page."""


@of_every(FILES)
def test_what_is_chosen_is_asked_by_controls_that_fall_back_to_a_default(path: Path):
    if name_of(path) == "dashboard/components/controls.py":
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert node.value.id != "st" or node.attr not in CONTROLS, f"st.{node.attr}"


def test_papers_read_through_the_one_door():
    own = {
        "sql.dispatch.issues",
        "sql.sealed.rounds",
    }  # the number of what is issued, and what is sealed
    for name in ("commands", "told_from", "briefing_commands"):
        imported = imported_modules(ROOT / "exports" / f"{name}.py")
        assert {module for module in imported if module.startswith("sql")} <= PLAIN_READING | own


TELLING = ("", "supposed_", "trace_", "allocation_", "check_", "list_")
"""The commands of rules that print tables."""


@of_every(FILES)
def test_rules_know_nothing_of_words_and_colours(path: Path):
    where = name_of(path)
    if where.startswith("metrics/") and not where.startswith(
        ("metrics/views/", *(f"metrics/{name}commands" for name in TELLING))
    ):
        assert not {module for module in imported(path) if module.startswith("metrics.views")}


@of_every(FILES)
def test_a_room_imports_only_rooms_before_it(path: Path):
    own = name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    folder, here = own.split(".")[0], room_of(own)
    if here is None:
        return
    floors = {room: floor for floor, rooms in enumerate(ROOMS[folder]) for room in rooms}
    assert here in floors, f"give {here} its place in ROOMS"
    for module in imported_modules(path):
        room = room_of(module)
        if module.split(".")[0] != folder or room in (here, None):
            continue
        assert floors[room] < floors[here], f"{here} may not import {module}"


@of_every(sorted((ROOT / "dashboard" / "boards").rglob("*.py")))
def test_a_board_imports_no_other_board(path: Path):
    here = "/".join(path.relative_to(ROOT / "dashboard").parts[:2])
    boards = {module for module in imported_modules(path) if ".boards." in module}
    others = {"/".join(module.split(".")[1:3]) for module in boards} - {here}
    assert {(here, other) for other in others} <= BESIDE


@of_every(FILES)
def test_the_store_knows_nothing_of_words(path: Path):
    if name_of(path).startswith("sql/"):
        assert not {m for m in imported_modules(path) if m.startswith("metrics.views")}


def test_no_folder_holds_more_modules_than_one_can_look_over():
    for folder in {path.parent for path in FILES}:
        if folder.name != "versions":
            modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
            assert len(modules) <= MOST_MODULES, folder.relative_to(ROOT).as_posix()


@of_every(FILES)
def test_files_and_functions_stay_small(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    if "migrations/versions" in path.as_posix():
        return  # the tables as they were on one day: never edited again
    for node in nodes_of(path):
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
