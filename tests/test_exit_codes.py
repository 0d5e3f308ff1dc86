"""One exit code per cause, the tens of its folder, all of them listed in README.md."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TENS = {
    "metrics": (*range(10, 20), 50, 51),
    "sql": (*range(20, 30), *range(40, 50), *range(52, 60)),
    "exports": range(30, 40),
}
OUTSIDE = {"NotStored": 1, "SealDiffers": 1, "UnknownChoice": 2}
"""A file that was looked at and is not right, and a mistaken command, as `argparse` has it."""


def causes() -> list[tuple[str, str, int]]:
    """Return folder, class and code of every error that users see, wherever it stands."""
    return sorted(
        (path.relative_to(ROOT).parts[0], node.name, _code(node))
        for folder in ("metrics", "sql", "exports", "dashboard")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and "UserError" in {ast.unparse(b) for b in node.bases}
    )


def _code(node: ast.ClassDef) -> int:
    (code,) = (
        each.value.value
        for each in node.body
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "exit_code"
    )
    return code


def test_no_code_is_used_twice():
    codes = [code for _, name, code in causes() if name not in OUTSIDE]
    assert len(codes) == len(set(codes))


def test_the_tens_are_those_of_the_folder():
    for folder, name, code in causes():
        assert code == OUTSIDE.get(name) or code in TENS[folder], name


def test_readme_lists_them():
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert [(int(code), name) for code, name in rows] == sorted(
        (code, name) for _, name, code in causes()
    )
