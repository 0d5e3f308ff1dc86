"""Whether the newest paper is still current: beside it lies a note of what it was made from."""

import hashlib
from pathlib import Path

from exports.writing import write_whole

ENDING = ".basis"
ROOT = Path(__file__).parents[1]
MAKERS = ("exports", "metrics", "sql")
"""What makes a paper: code, words, layout, fonts, rules and calendars."""
COMPILED = "__pycache__"


def programme() -> str:
    """Return a digest of all files that make a paper, with their places."""
    total = hashlib.sha256()
    for path in sorted(path for folder in MAKERS for path in (ROOT / folder).rglob("*")):
        if path.is_file() and COMPILED not in path.parts:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{path.relative_to(ROOT).as_posix()} {content}\n".encode())
    return total.hexdigest()


def is_current(paper: Path, state: str) -> bool:
    """Say whether the paper exists and was made from data in this state."""
    note = _note(paper)
    return paper.is_file() and note.is_file() and note.read_text(encoding="utf-8") == state


def remember(paper: Path, state: str) -> None:
    """Note the state of the data the paper was made from."""
    write_whole(_note(paper), state.encode())


def _note(paper: Path) -> Path:
    return paper.with_name(f".{paper.name}{ENDING}")
