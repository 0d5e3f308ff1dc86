"""How every figure of some records came to read so: which submission changed it, and what that was."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from metrics.records.column_natures import AFTER, corrects
from metrics.records.reports import Version
from metrics.records.sheets import BY_NAME

FIRST, FILLED, ONWARD, CORRECTED, GONE, BACK = NATURES = (
    "首次报送", "补报", "进展", "更正", "已无此记录", "重新报送",
)  # fmt: skip
"""What a change of a figure is; 更正 is what `column_natures` says of the column and the dates."""

Stored = Mapping[tuple[object, ...], Sequence[Version]]


class Moved(NamedTuple):
    """One change: the record by sheet and key, the field (null: the whole record), and its version."""

    sheet: str
    key: tuple[object, ...]
    field: str | None
    old: object
    new: object
    nature: str
    version: Version


class _Pair(NamedTuple):
    key: tuple[object, ...]
    before: Version
    after: Version


def moves(stored: Mapping[str, Stored]) -> list[Moved]:
    """List what each submission changed of records, the last first; `stored` is by sheet and key."""
    found = [move for sheet, records in stored.items() for move in _of_sheet(sheet, records)]
    order = {name: place for place, name in enumerate(BY_NAME)}
    found.sort(key=lambda m: (order[m.sheet], str(m.key), m.field or ""))
    found.sort(key=lambda m: (m.version.data_date, m.version.submission), reverse=True)
    return found


def gathered(moved: Sequence[Moved], *, most: int = 3) -> list[Moved]:
    """Tell whole records of a sheet that one submission brought or took in one line where there are many."""
    counts = Counter(_whole(each) for each in moved)
    found: list[Moved] = []
    told: set[tuple[str, int, str]] = set()
    for each in moved:
        whole = _whole(each)
        if each.field is not None or counts[whole] <= most:
            found.append(each)
        elif whole not in told:
            told.add(whole)
            found.append(each._replace(key=(f"共{counts[whole]}条",)))
    return found


def _whole(each: Moved) -> tuple[str, int, str]:
    return each.sheet, each.version.submission, each.nature if each.field is None else ""


def _of_sheet(sheet: str, records: Stored) -> Iterator[Moved]:
    pairs: dict[date, list[_Pair]] = {}
    for key, versions in records.items():
        before: Version | None = None
        for version in versions:
            if before is None or version.gone or before.gone:
                nature = GONE if version.gone else FIRST if before is None else BACK
                yield Moved(sheet, key, None, None, None, nature, version)
            else:
                pairs.setdefault(before.data_date, []).append(_Pair(key, before, version))
            before = version
    for day, paired in sorted(pairs.items()):
        yield from _altered(sheet, paired, as_of=day)


def _altered(sheet: str, pairs: Sequence[_Pair], *, as_of: date) -> Iterator[Moved]:
    """Tell of pairs of versions, the earlier ones of one data date, which fields moved."""
    corrected = _corrected(sheet, pairs, as_of=as_of)
    for number, (key, before, after) in enumerate(pairs):
        for column in BY_NAME[sheet].values:
            name = column.name
            old, new = before.values[name], after.values[name]
            if old != new:
                onward = CORRECTED if corrected[name][number] else ONWARD
                nature = FILLED if old is None else onward
                yield Moved(sheet, key, name, old, new, nature, after)


def _corrected(sheet: str, pairs: Sequence[_Pair], *, as_of: date) -> pl.DataFrame:
    values = BY_NAME[sheet].values
    schema = {c.name: BY_NAME[sheet].schema[c.name] for c in values}
    sides = [
        pl.DataFrame([{n: side.values[n] for n in schema} for side in of], schema=schema)
        for of in ([p.before for p in pairs], [p.after for p in pairs])
    ]
    later = sides[1].rename({name: f"{name}{AFTER}" for name in schema})
    both = pl.concat([sides[0], later], how="horizontal")
    return both.select(corrects(column, as_of=as_of).alias(column.name) for column in values)
