"""Rules are tested under Chinese names, machinery under English ones; README.md says which is which."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
FILES = sorted(TESTS.rglob("test_*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_no_file_mixes_the_languages(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    english = {name.isascii() for name in functions if name.startswith("test_")}
    assert len(english) <= 1
