"""A rule that every file of the tree keeps, as one test that names all files that break it."""

import ast
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]


def name_of(path: Path) -> str:
    """Return a file's name as people write it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """Return what a file says, read once for all rules."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a file."""
    return tuple(ast.walk(tree_of(path)))


def of_every(paths: Sequence[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Make one test of a rule for a file: tens of files are no tens of tests to start and to report."""

    def made(rule: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            broken = [told for path in paths if (told := _broken(rule, path))]
            assert not broken, "\n".join(broken)

        test.__name__, test.__doc__, test.__module__ = rule.__name__, rule.__doc__, rule.__module__
        return test

    assert paths
    return made


def _broken(rule: Callable[[Path], None], path: Path) -> str:
    try:
        rule(path)
    except AssertionError as why:
        return f"{name_of(path)}: {why}"
    return ""
