"""All that was accepted, told again in plain dictionaries: every statement in full, nothing stored as a difference."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from tests.sql.replay.records import BEGUN, COLUMNS, DIVISIONS, OWN, PROVINCE, Record, Said


@dataclass(frozen=True)
class Entry:
    """One accepted submission: what its unit says from it on, in full.

    `undoes` is the place of the one that it takes back. What a change of divisions put into a unit's mouth
    (`adjusted`) is no report.
    """

    unit: str
    day: date
    said: Said
    undoes: int | None = None
    adjusted: bool = False


@dataclass
class Change:
    """A change of divisions: who went on as whom since when, and the places of its entries."""

    number: int
    since: date
    lines: list[tuple[str, str]]
    places: range
    known: int
    revoked: int | None = None
    """After how many moments it is known, and after how many that it was revoked."""

    def stands(self, known: int) -> bool:
        """Say whether it is in force, as known at a moment."""
        return self.known <= known and (self.revoked is None or known < self.revoked)


@dataclass
class Replay:
    """The whole story: what was accepted, the changes of divisions, and how much of both at each moment.

    `moments` has, after each thing that happened, the time and the number of entries; `folder` is for files.
    """

    folder: Path
    entries: list[Entry] = field(
        default_factory=lambda: [Entry(PROVINCE, BEGUN, {"regions": DIVISIONS})]
    )
    changes: list[Change] = field(default_factory=list)
    moments: list[tuple[datetime, int]] = field(default_factory=list)

    def note(self, moment: datetime) -> None:
        """Write down what is known by a moment."""
        self.moments.append((moment, len(self.entries)))

    def in_line(self, known: int | None = None) -> list[tuple[int, Entry]]:
        """Return what stands of the first `known` entries (null: of all), by data date and acceptance."""
        listed = self.entries[:known]
        undone = {one.undoes for one in listed if one.undoes is not None}
        standing = [
            (place, one)
            for place, one in enumerate(listed)
            if one.undoes is None and place not in undone
        ]
        return sorted(standing, key=lambda each: (each[1].day, each[0]))

    def statement(self, unit: str, day: date) -> Said:
        """Return what a unit says of a day now."""
        said = [one.said for _, one in self.in_line() if one.unit == unit and one.day <= day]
        return said[-1] if said else {}

    def records(self, day: date, known: int | None = None) -> dict[str, list[Record]]:
        """Return what is in force on a day, as known after so many entries: the newest unit's record first."""
        newest = {one.unit: one for _, one in self.in_line(known) if one.day <= day}
        heard = [one for _, one in self.in_line(known) if newest.get(one.unit) is one]
        answer: dict[str, dict[Record, Record]] = {sheet: {} for sheet in COLUMNS}
        for one in heard:
            for sheet, records in one.said.items():
                own = (one.unit,) if sheet == OWN else ()
                answer[sheet] |= {(*own, *key): record for key, record in records.items()}
        answer["regions"] = nearest([(one.unit, one.said.get("regions", {})) for one in heard])
        return {sheet: list(records.values()) for sheet, records in answer.items()}

    def reports(self, unit: str, day: date) -> bool:
        """Say whether a unit is a division on a day: the door lets in no other."""
        return any(row[0] == unit and row[2] for row in self.records(day)["regions"])

    def sent(self, moment: int) -> set[tuple[str, date]]:
        """Return unit and data date of what was reported, and of whom it was handed on to."""
        standing = self.in_line(self.moments[moment][1])
        last = {(one.unit, one.day): one.said for _, one in standing if not one.adjusted}
        sent = {pair for pair, said in last.items() if any(said.values())}
        for old, new in self.successions(moment):
            sent |= {(new, day) for unit, day in sent if unit == old}
        return sent

    def successions(self, moment: int, day: date = date.max) -> list[tuple[str, str]]:
        """Return who went on as whom by a day, in the order of the changes."""
        known = [each for each in self.changes if each.stands(moment) and each.since <= day]
        known.sort(key=lambda each: (each.since, each.number))
        return [line for each in known for line in sorted(each.lines)]


def nearest(heard: list[tuple[str, Said]]) -> dict[Record, Record]:
    """Put 区划 together: the nearer unit's values, a province's below a city's; no blank replaces one."""
    answer: dict[Record, Record] = {}
    for _, records in sorted(heard, key=lambda each: _nearness(each[0])):
        for key, record in records.items():
            was = answer.get(key, record)
            answer[key] = tuple(b if a is None else a for a, b in zip(record, was, strict=True))
    return answer


def _nearness(unit: str) -> int:
    return 0 if unit.endswith("0000") else 1 if unit.endswith("00") else 2
