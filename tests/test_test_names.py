"""Rules are tested under Chinese names, machinery under English ones; README.md says which is which."""

import ast
from pathlib import Path

from tests.each_file import nodes_of, of_every

TESTS = Path(__file__).parent
FILES = sorted(TESTS.rglob("test_*.py"))


@of_every(FILES)
def test_no_file_mixes_the_languages(path: Path):
    functions = [node.name for node in nodes_of(path) if isinstance(node, ast.FunctionDef)]
    english = {name.isascii() for name in functions if name.startswith("test_")}
    assert len(english) <= 1
