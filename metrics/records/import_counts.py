"""What a workbook did to the records, in the same words on receipts, screens and papers."""

from typing import Protocol

COUNTS = {"added": "新增", "changed": "修改", "removed": "减少", "unchanged": "未变"}


class Counted(Protocol):
    """How many records a workbook added, changed, removed and left as they were."""

    @property
    def added(self) -> int: ...
    @property
    def changed(self) -> int: ...
    @property
    def removed(self) -> int: ...
    @property
    def unchanged(self) -> int: ...


def count_words(counts: Counted) -> tuple[str, ...]:
    """Return the four counts in words, in the order in which they are always told."""
    return tuple(f"{word}{getattr(counts, name)}行" for name, word in COUNTS.items())
