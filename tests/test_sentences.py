"""No code takes a Chinese sentence of ours apart: what it is about stands beside it."""

import ast
import re
from pathlib import Path

from tests.each_file import name_of, nodes_of, of_every, tree_of
from tests.test_architecture import FILES

READS_WORDS = {
    "exports/papers/minutes.py": "what officers typed into the notes of a meeting",
    "metrics/views/rating/rule_fields.py": "what officers typed as the value of a rule",
}
"""Where Chinese text is taken apart, and whose text it is: never a sentence of our own."""
TAKES_APART = {
    "split", "rsplit", "partition", "rpartition", "startswith", "endswith", "removeprefix",
    "removesuffix", "strip", "lstrip", "rstrip", "index", "find", "split_exact", "splitn", "starts_with",
    "ends_with", "strip_prefix", "strip_suffix", "strip_chars", "strip_chars_start",
    "strip_chars_end", "extract", "extract_all",
}  # fmt: skip
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@of_every(FILES)
def test_no_code_reads_a_chinese_sentence(path: Path):
    # An exception that reads nothing any longer is none.
    assert bool(sentences_read(path)) == (name_of(path) in READS_WORDS)


def sentences_read(path: Path) -> list[int]:
    """Return the lines in which a file takes text apart by Chinese characters."""
    constants = constants_of(tree_of(path))
    return [
        node.lineno
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in TAKES_APART
        and any(chinese(argument, constants) for argument in node.args)
    ]


def constants_of(tree: ast.Module) -> dict[str, ast.expr]:
    """Return what the names of a module stand for, where they are assigned one by one."""
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def chinese(argument: ast.expr, constants: dict[str, ast.expr]) -> bool:
    """Say whether an argument has Chinese text in it, itself or by a constant of the module."""
    nodes = list(ast.walk(argument))
    named = [constants[n.id] for n in nodes if isinstance(n, ast.Name) and n.id in constants]
    nodes += [inner for value in named for inner in ast.walk(value)]
    return any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        for node in nodes
    )
