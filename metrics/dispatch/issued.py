"""The official number (期号) of a briefing: allocated when it is issued, and kept.

A number belongs to a place, a kind of paper and a data date. What is reported later never moves it:
the next paper of the year takes the next number, whichever data date it tells of.
"""

from datetime import date
from typing import NamedTuple

from metrics.access.entry import Head

BRIEFING = "工作简报"


class Paper(NamedTuple):
    """A paper that bears a number: its place and data date.

    `counted` is the place of the data date in its year, the number of the first that is issued.
    """

    place: str
    data_date: date
    counted: int


class Print(NamedTuple):
    """One print of a paper: the digest of its words and of its file, and the moment (UTC text)."""

    digest: str
    file_sha256: str
    at: str


class Numbered(NamedTuple):
    """A paper's number, and its prints, the first one first; none while it is not issued.

    `entry` is that of the log (操作日志) in which the number was given; null before, and of papers from
    before the log.
    """

    number: int
    prints: tuple[Print, ...] = ()
    entry: Head | None = None

    def is_reprint(self, digest: str) -> bool:
        """Say whether words of this digest are others than those first issued (重印)."""
        return bool(self.prints) and self.prints[0].digest != digest


class Verified(NamedTuple):
    """What the register says of a 核验码: the paper, and the prints that say what it stands for, the first one first.

    `first` says whether those were the words of the first issue; others are a 重印.
    """

    place: str
    data_date: date
    number: int
    prints: tuple[Print, ...]
    first: bool
