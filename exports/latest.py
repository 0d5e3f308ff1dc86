"""Whether the newest paper is still current: beside it lies a note of what it was made from."""

import hashlib
from pathlib import Path

from exports.writing import write_whole

ENDING = ".basis"
ROOT = Path(__file__).parents[1]
MAKERS = ("exports/**/*.py", "exports/templates/*", "metrics/**/*.py", "metrics/**/*.yaml")


def programme() -> str:
    """Return a digest of the words, layout, rules and code that make a paper."""
    total = hashlib.sha256()
    for path in sorted(path for pattern in MAKERS for path in ROOT.glob(pattern)):
        total.update(path.name.encode() + path.read_bytes())
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
