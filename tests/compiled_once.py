"""Statements are compiled once in a process of tests, though every test has a database of its own.

The programme keeps what it compiles as long as it uses one database; tests change theirs with every
test, and would compile the same statements for each.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import URL, Engine

from sql.database import engine

Key = tuple[Any, ...]


class Compiled(dict[Key, Any]):
    """Compiled statements by the kind of database, not by the engine that asked first."""

    def get(self, key: Key, default: Any = None) -> Any:
        """Return what was compiled for any database of this kind."""
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Key, compiled: Any) -> None:
        """Keep what was compiled for all databases of this kind."""
        super().__setitem__((key[0].name, *key[1:]), compiled)


@contextmanager
def shared() -> Iterator[None]:
    """Let all engines that the programme makes share what they compile."""
    compiled, made = Compiled(), engine._made

    def sharing(url: URL, *, writing: bool) -> Engine:
        one = made(url, writing=writing)
        one.update_execution_options(compiled_cache=compiled)
        return one

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_made", sharing)
        yield
