"""Texts that people typed, shown as they stand."""

from metrics.views.parts.typed_text import shown

_MARKS = frozenset("\\`*_{}[]()#+-.!|<>~$:&")


def escaped(text: str) -> str:
    """Return text that Markdown shows as it stands."""
    return "".join(f"\\{c}" if c in _MARKS else c for c in shown(text))
