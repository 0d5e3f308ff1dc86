"""Whether the newest paper is still current: it stands beside a note of the data it was made from."""

from pathlib import Path

from exports.writing import write_whole

ENDING = ".basis"


def is_current(paper: Path, state: str) -> bool:
    """Say whether the paper exists and was made from data in this state."""
    note = _note(paper)
    return paper.is_file() and note.is_file() and note.read_text(encoding="utf-8") == state


def remember(paper: Path, state: str) -> None:
    """Note the state of the data the paper was made from."""
    write_whole(_note(paper), state.encode())


def _note(paper: Path) -> Path:
    return paper.with_name(f".{paper.name}{ENDING}")
