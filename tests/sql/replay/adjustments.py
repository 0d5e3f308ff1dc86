"""Changes of divisions (区划调整) and their revocation in a story, and what they do to statements in plain rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from metrics.records.succession import MERGED, RECODED, RENAMED, Intended, Target
from sql.database.engine import session_scope
from sql.divisions.changes import carry_out
from sql.divisions.intended import ChangeRefused
from sql.divisions.revoked import revoke
from tests.sql.replay.records import (
    COLUMNS,
    COUNTIES,
    DAYS,
    LATER_CODES,
    OWN,
    Record,
    Said,
    by_key,
)
from tests.sql.replay.replay import Change, Entry, Replay

_TODAY = date(2023, 12, 31)
_NAMES_DIVISION = {"regions": (0, 3), "projects": (2,), "instruments": (0,), "returns": (0,)}
"""Where a record of each sheet names a division."""


@dataclass(frozen=True)
class Changed:
    """Divisions are renamed, merged or get another code; what may not be changed so stays as it is."""

    kind: str
    since: date
    old: tuple[str, ...]
    new: str
    name: str

    def happen(self, replay: Replay) -> None:
        """Carry it out."""
        wish = Intended(
            kind=self.kind, since=self.since, document="批复", old=self.old,
            new=(Target(self.new, self.name),),
        )  # fmt: skip
        standing = {row[0] for row in replay.records(self.since)["regions"]}
        try:
            with session_scope(writing=True) as session:
                number = carry_out(session, wish, by="管理员", today=_TODAY)
        except ChangeRefused:
            return
        joined = {self.new} & standing if self.kind == MERGED else set()
        self._entered(replay, number, tuple(sorted({*self.old, *joined})))

    def _entered(self, replay: Replay, number: int, old: tuple[str, ...]) -> None:
        own = {*old, self.new}
        days = {unit: _days(replay, {unit}, self.since) for unit in _units(replay) - own}
        days |= dict.fromkeys(own, _days(replay, own, self.since))
        entries = []
        for day in sorted({day for each in days.values() for day in each}):
            before = {u: _whole(replay.statement(u, day)) for u in days if day in days[u]}
            after = {u: self._of_other(said, old) for u, said in before.items() if u not in own}
            if own <= before.keys():
                after |= self._of_own({u: before[u] for u in own}, old)
            ends = set(old) - {self.new} if day == self.since else set()
            entries += [
                Entry(unit, day, after[unit], adjusted=True)
                for unit in sorted(after)
                if after[unit] != before[unit] or unit in ends
            ]
        places = range(len(replay.entries), len(replay.entries) + len(entries))
        lines = [(code, self.new) for code in old]
        known = len(replay.moments)
        replay.changes.append(Change(number, self.since, lines, places, known))
        replay.entries += entries

    def _of_own(self, said: Mapping[str, Said], old: tuple[str, ...]) -> dict[str, Said]:
        """Return what those of the change say after it: all is the new one's."""
        first = [self.new] if self.new in said else []
        told = [said[unit] for unit in (*first, *sorted(said.keys() - {self.new}))]
        rows = {
            sheet: [row for each in told for row in self._rows(sheet, each, old)]
            for sheet in COLUMNS
        }
        rows["returns"] = self._sums(rows["returns"], len(old))
        rows[OWN] = _numbered_on(rows[OWN])
        united = {sheet: by_key(sheet, each) for sheet, each in rows.items()}
        for (
            sheet,
            each,
        ) in rows.items():  # what two told of one record they told alike, or it is refused
            assert set(each) == set(united[sheet].values())
        return dict.fromkeys(said, _whole({})) | {self.new: united}

    def _of_other(self, said: Said, old: tuple[str, ...]) -> Said:
        """Return what another unit says of them: 区划 has the new one in their place."""
        rows = {sheet: self._rows(sheet, said, old) for sheet in COLUMNS}
        rows["returns"] = self._sums(rows["returns"], len(old))
        rows["regions"] = self._divisions(list(said["regions"].values()), old)
        told = {sheet: by_key(sheet, each) for sheet, each in rows.items()}
        assert all(len(told[sheet]) == len(each) for sheet, each in rows.items())
        return told

    def _rows(self, sheet: str, said: Said, old: tuple[str, ...]) -> list[Record]:
        """Return the records of a sheet by code, under the later codes of their divisions."""
        places = _NAMES_DIVISION.get(sheet, ())
        return [
            tuple(self._code(v, old) if at in places else v for at, v in enumerate(row))
            for row in sorted(said[sheet].values(), key=lambda row: str(row[0]))
        ]

    def _divisions(self, kept: list[Record], old: tuple[str, ...]) -> list[Record]:
        named = sorted((row for row in kept if row[0] in old), key=lambda row: row[0])
        rest = [row for row in kept if row[0] not in old]
        if named and not any(row[0] == self.new for row in rest):
            same = [row for row in named if row[0] == self.new] or named
            agreed = [
                values[0] if len(set(values)) == 1 else None for values in zip(*same, strict=True)
            ]
            rest.append((self.new, self.name, *agreed[2:3], same[0][3], *agreed[4:]))
        return [(*row[:3], self._code(row[3], old), *row[4:]) for row in rest]

    def _code(self, code: object, old: tuple[str, ...]) -> object:
        return self.new if code in old else code

    def _sums(self, rows: list[Record], parts: int) -> list[Record]:
        """Add up the returns of those merged, where all of them told theirs."""
        if self.kind != MERGED:
            return rows
        told: dict[Record, list[int | None]] = {}
        for code, year, paid in rows:
            if code == self.new:
                told.setdefault((code, year), []).append(paid)
        sums = [
            (*key, None if None in paid else sum(each or 0 for each in paid))
            for key, paid in told.items()
            if len(paid) == parts
        ]
        return [row for row in rows if row[0] != self.new] + sums


@dataclass(frozen=True)
class Revoked:
    """The last change of divisions that stands is taken back, while nothing rests on it."""

    def happen(self, replay: Replay) -> None:
        """Revoke it."""
        standing = [each for each in replay.changes if each.revoked is None]
        if not standing:
            return
        last = standing[-1]
        try:
            with session_scope(writing=True) as session:
                revoke(session, change=last.number, reason="登记有误", by="管理员")
        except ChangeRefused:
            return
        last.revoked = len(replay.moments)
        for place in reversed(last.places):
            entry = replay.entries[place]
            replay.entries.append(Entry(entry.unit, entry.day, {}, undoes=place))


def _units(replay: Replay) -> set[str]:
    return {one.unit for one in replay.entries}


def _days(replay: Replay, units: set[str], since: date) -> set[date]:
    standing = [one for _, one in replay.in_line() if one.unit in units]
    return {since, *(one.day for one in standing if one.day > since)}


def _whole(said: Said) -> dict[str, dict[Record, Record]]:
    return {sheet: dict(said.get(sheet, {})) for sheet in COLUMNS}


def _numbered_on(rows: list[Record]) -> list[Record]:
    """Number tasks of several units on, each behind the last."""
    taken: set[int] = set()
    numbered = []
    for task, content in rows:
        number = int(task) if int(task) not in taken else max(taken) + 1
        taken.add(number)
        numbered.append((str(number), content))
    return numbered


_SINCE, _COUNTY = st.sampled_from(DAYS), st.sampled_from(COUNTIES)
_CODE = st.sampled_from((*COUNTIES, *LATER_CODES))
_PAIR = st.permutations(COUNTIES).map(lambda codes: tuple(codes[:2]))
CHANGES = st.one_of(
    st.builds(Changed, st.just(RECODED), _SINCE, st.tuples(_CODE), _CODE, st.just("新县")),
    st.builds(Changed, st.just(MERGED), _SINCE, _PAIR, _CODE, st.just("合县")),
    st.builds(lambda code, since: Changed(RENAMED, since, (code,), code, "乙县"), _COUNTY, _SINCE),
)
