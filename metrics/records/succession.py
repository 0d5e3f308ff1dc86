"""Changes of divisions (区划调整): asked for, and who went on as whom from which day by which document."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

RENAMED, RECODED, MOVED, MERGED, SPLIT = "renamed", "recoded", "moved", "merged", "split"
KINDS: Mapping[str, str] = {
    RENAMED: "更名", RECODED: "代码变更", MOVED: "划归", MERGED: "撤并", SPLIT: "拆分",
}  # fmt: skip
"""The kinds of change. The first three leave the area of the division as it was."""
BECAME: Mapping[str, str] = {
    RECODED: "代码变更为", MOVED: "划归另一上级，代码变更为", MERGED: "并入", SPLIT: "拆分为",
}  # fmt: skip
"""What is said of a division that ended; one that is only renamed goes on."""
SAME_AREA = frozenset({RENAMED, RECODED, MOVED})


CARRIED_OUT, REVOKED = "carried_out", "revoked"
"""What becomes of a change of divisions."""
LONGEST_DOCUMENT = 100
"""The longest name of a document, in characters."""


class Succession(NamedTuple):
    """One division that went on as another, or as itself, from a day on.

    `change` numbers the change of divisions that it is part of: a merger has a line for each of the
    merged, a split for each of the parts. The parents are those before and after (null: none).
    """

    since: date
    change: int
    old: str
    new: str
    kind: str
    document: str
    old_parent: str | None = None
    new_parent: str | None = None

    @property
    def abolishes(self) -> bool:
        """Whether the old code is no division's own any more by this line."""
        return self.old != self.new


def became(lines: Sequence[Succession], named: Callable[[str], str]) -> str:
    """Say what became of a division by the lines of its end; empty where there are none."""
    if not lines:
        return ""
    first, new = lines[0], "、".join(named(each.new) for each in lines)
    return f"{named(first.old)}已于{first.since}{BECAME[first.kind]}{new}（{first.document}）"


def renamed(successions: Iterable[Succession]) -> dict[str, str]:
    """Return the last code of each division that only got another code, by the code it had before."""
    codes: dict[str, str] = {}
    for each in sorted(successions):
        if each.kind in SAME_AREA and each.abolishes:
            codes = {old: each.new if new == each.old else new for old, new in codes.items()}
            codes[each.old] = each.new
    return codes


def code_on(successions: Iterable[Succession], code: str, day: date) -> str:
    """Return the code that a division had on a day, where it only got others since (更名, 代码变更, 划归)."""
    for each in sorted(successions, reverse=True):
        if each.since > day and each.kind in SAME_AREA and each.new == code:
            code = each.old
    return code


def heirs(successions: Iterable[Succession]) -> dict[str, tuple[str, ...]]:
    """Return every division that another one went on as, by its code before, sorted."""
    reached: dict[str, set[str]] = {}
    for each in sorted(successions):
        for ends in reached.values():
            if each.old in ends:
                ends.add(each.new)
        reached.setdefault(each.old, set()).add(each.new)
    return {old: tuple(sorted(ends)) for old, ends in reached.items()}


def abolished(successions: Iterable[Succession], code: str) -> tuple[Succession, ...]:
    """Return the lines of the change by which a code ended; none while it is a division's own.

    A code that was given again later stands.
    """
    lines: tuple[Succession, ...] = ()
    by_change: dict[tuple[date, int], list[Succession]] = {}
    for each in sorted(successions):
        by_change.setdefault(each[:2], []).append(each)
    for change in by_change.values():
        of_code = tuple(each for each in change if each.old == code)
        goes_on = any(each.new == code for each in change)
        lines = () if goes_on else of_code or lines
    return lines


class Target(NamedTuple):
    """A division after the change; name and superior are null where they stay."""

    code: str
    name: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intended:
    """What is to change, from which day on, by which document.

    `assigned` names, of a split, the successor of each project, by its code; also of a community, an
    event or an issue that follows no project.
    """

    kind: str
    since: date
    document: str
    old: tuple[str, ...]
    new: tuple[Target, ...]
    assigned: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None

    @property
    def targets(self) -> dict[str, Target]:
        """The divisions after the change, by code."""
        return {each.code: each for each in self.new}

    @property
    def codes(self) -> dict[str, str]:
        """The later code of each division that goes on as one; a split has none."""
        return {} if self.kind == SPLIT else dict.fromkeys(self.old, self.new[0].code)

    @property
    def abolished(self) -> tuple[str, ...]:
        """The codes that are no division's any more."""
        return tuple(code for code in self.old if code not in self.targets)
