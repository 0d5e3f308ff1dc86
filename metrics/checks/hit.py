"""What checks found: hits that ask, and how far each place could be checked."""

from typing import NamedTuple

import polars as pl


class Number(NamedTuple):
    """One figure that a hit rests on: its name for code, its label, its value, and how it is written.

    `value` is as kept (money in whole 分, a share in millionths, a date, a text, null).
    """

    name: str
    label: str
    value: object
    text: str


class Hit(NamedTuple):
    """One question to a unit: it asks, and changes no score.

    `check` is the code of the check (G01 …), `region` whose record it is, `unit` who is asked (the nearest
    division, upwards from the region, that has reported; the region itself where none has), `sheet` and `key`
    the record (values of the sheet's `record_key`, as text; a division itself is a record of 区划), `about`
    what of the record is meant, where it can be asked about twice (else empty), and `name` what the
    record is called. `filled` is the formula with the figures in it, `sentence` the question, ready to send.
    `chance` is the probability of as much by chance alone in words (0.0032), null of a check that is no
    statistical one.
    """

    check: str
    severity: str
    region: str
    unit: str
    sheet: str
    key: tuple[str, ...]
    about: str
    name: str
    numbers: tuple[Number, ...]
    filled: str
    sentence: str
    chance: str | None = None

    @property
    def identity(self) -> str:
        """What tells the same question again at a later data date: check, sheet, record and what of it."""
        return " ".join((self.check, self.sheet, *self.key, self.about)).strip()


CHECKED, PARTLY, NO_DATA, NOTHING = STATES = ("已检查", "部分检查", "无数据，未检查", "无检查对象")
"""How far a place could be checked: all of it; not where cells are blank; not at all; nothing to check."""
STATE = {
    "check": pl.String,
    "region": pl.String,
    "checked": pl.Int64,
    "hits": pl.Int64,
    "blanks": pl.Int64,
    "state": pl.String,
    "missing": pl.String,
}
"""One row for each check and place: records that could be judged, hits among them, records that blanks leave
open, one of STATES, and in words what was missing (null where nothing was)."""


class Checked(NamedTuple):
    """What `running.run` found.

    `hits` are sorted by severity, check, region and record. `states` has the columns STATE: one row for each
    check and each division of the place that owns or reports records, sorted by check and region.
    """

    hits: tuple[Hit, ...]
    states: pl.DataFrame
