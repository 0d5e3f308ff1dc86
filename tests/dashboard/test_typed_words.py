"""What people typed stands on the pages as they typed it: never as Markdown, which makes links of it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dashboard.test_classified import SCREENS

READ_AS_MARKDOWN = {
    "title", "header", "subheader", "caption", "markdown", "write", "info", "warning", "success",
    "error", "badge", "page_link", "link", "button",
}  # fmt: skip
TYPED = re.compile(
    r"^(data\.name_of\(.*|\w*names(\[.*|\.get\(.*)|data\.unit_names\(\).*"
    r"|\w*row\['(name|who|what|unit|problem|by|\w*owner)'\]"
    r"|\w+\.(title|name|by|who|what|sent_by|file_name|text))$",
    re.DOTALL,
)
"""How the screens write what a name, a title with a name, or a text of a record is."""
OURS = ("pages.title", "standard.name")
SAFE = {"escaped", "shown"}


def unescaped(node: ast.AST) -> Iterator[str]:
    """Yield what a text is made of that somebody may have typed, and nothing escapes."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in SAFE:
        return
    words = ast.unparse(node) if isinstance(node, ast.expr) else ""
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call) and TYPED.match(words):
        if words not in OURS:
            yield words
        return
    if isinstance(node, ast.Constant | ast.Lambda):
        return
    for child in ast.iter_child_nodes(node):
        yield from unescaped(child)


def drawn(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield every text that is handed to something that reads it as Markdown."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            where = ast.unparse(node.func.value)
            if node.func.attr in READ_AS_MARKDOWN and where in ("st", "pages", "hand_over"):
                labels = [each.value for each in node.keywords if each.arg in ("label", "body")]
                yield from (*(node.args[:1] if where != "pages" else ()), *labels)


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_texts_of_records_are_escaped_where_markdown_is_read(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [words for text in drawn(tree) for words in unescaped(text)] == []
