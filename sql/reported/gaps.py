"""Where in a unit's workbook the blanks stand that leave its records unknown, one by one."""

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from metrics.dispatch.blanks import Gain, Place, Unknown
from metrics.records.schema import Sheet
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.sheets.divisions import REGIONS
from sql.workbook.writing.style import HOW_TO_TYPE
from sql.workbook.writing.whose import Gap

_AT = "row"
_BY_PROVINCE = f"“{REGIONS.label}”由省级维护，请联系省级补填"
_BY_OTHERS = "这条记录由其他单位填报，请与其联系"
_RECORD_ONLY = "没有对应的空格：请对照衡量内容核对这条记录及其所属单位的报送"

Tables = Mapping[str, pl.DataFrame]


def gaps_of(
    unit: str,
    tables: Tables,
    unknown: Iterable[Unknown],
    *,
    gains: Mapping[tuple[str, str], Gain],
    everyone: Tables,
) -> tuple[Gap, ...]:
    """Return the gaps of the workbook of `tables`, those that could gain most first.

    `unknown` are the unknown records of the unit and of those below it; of the latter only those
    count whose blanks stand in this workbook. `everyone` are the records in force of all units.
    """
    names, gaps = _Names(everyone), list[Gap]()
    for each in unknown:
        gain, own = gains[each.region, each.measure.code], each.region == unit
        record = names.of(each.measure.sheet, each.record)
        found = [
            gap
            for place in each.places
            for gap in (
                *_here(each, place, tables, gain, record),
                *(_elsewhere(each, place, tables, everyone, gain, record) if own else ()),
            )
        ]
        if own and not found:
            found = [_gap(each, gain, record, advice=_RECORD_ONLY)]
        gaps += found
    return tuple(sorted(gaps, key=_order))


def _order(gap: Gap) -> tuple[object, ...]:
    sheets = [sheet.name for sheet in SHEETS]
    points = -1 if gap.points is None else gap.points
    place = sheets.index(gap.sheet) if gap.sheet else len(sheets)
    return -points, gap.measure, gap.record, place, gap.row or 0, gap.column


class _Names:
    """How a record is called: its code and its name, where its sheet has one."""

    def __init__(self, everyone: Tables) -> None:
        self._everyone = everyone
        self._names = dict[str, Mapping[str, str]]()

    def of(self, sheet: str, code: str) -> str:
        if sheet not in self._names:
            table, key = self._everyone[sheet], BY_NAME[sheet].key[0]
            named = "name" in table.columns
            self._names[sheet] = dict(table.select(key, "name").iter_rows()) if named else {}
        return f"{code} {self._names[sheet].get(code, '')}".strip()


def _here(each: Unknown, place: Place, tables: Tables, gain: Gain, record: str) -> Iterator[Gap]:
    """Yield the blanks that stand in the unit's own rows."""
    sheet = BY_NAME[place.sheet]
    for row in _rows(place, tables):
        for column in (name for name in place.columns if row[name] is None):
            yield _gap(
                each, gain, record + _which(each, sheet, row), sheet=sheet.name,
                row=row[_AT], column=column, advice=HOW_TO_TYPE[sheet.column(column).kind],
            )  # fmt: skip


def _elsewhere(
    each: Unknown, place: Place, tables: Tables, everyone: Tables, gain: Gain, record: str
) -> Iterator[Gap]:
    """Say what is to be done where the unit has no row that could hold what is missing."""
    if _rows(place, tables):
        return
    sheet = BY_NAME[place.sheet]
    rows = _rows(place, everyone)
    if rows and all(row[name] is not None for row in rows for name in place.columns):
        return
    if rows:
        advice, column = _BY_PROVINCE if sheet is REGIONS else _BY_OTHERS, place.columns[0]
    else:
        advice, column = f"“{sheet.label}”中没有这一行，请在末行之后新增{_new(place)}", ""
    yield _gap(each, gain, record, sheet=sheet.name, column=column, advice=advice)


def _rows(place: Place, tables: Tables) -> list[dict[str, object]]:
    table = tables[place.sheet]
    if not table.height:
        return []
    return table.with_row_index(_AT).filter(place.rows(table)).to_dicts()


def _gap(
    each: Unknown, gain: Gain, record: str, *, advice: str, sheet: str = "",
    row: object = None, column: str = "",
) -> Gap:  # fmt: skip
    return Gap(
        measure=f"{each.measure.code} {each.measure.title}", record=record, sheet=sheet,
        row=row if isinstance(row, int) else None, column=column, advice=advice,
        records=gain.records, points=gain.points,
    )  # fmt: skip


def _which(each: Unknown, sheet: Sheet, row: Mapping[str, object]) -> str:
    """Say which of several rows of a record is meant: the content, the utility, the source."""
    if sheet.name == each.measure.sheet or each.measure.sheet not in sheet.of:
        return ""
    told = [str(row[name]) for name in sheet.key[1:2] if row[name] is not None]
    return "".join(f"·{word}" for word in told)


def _new(place: Place) -> str:
    """Say what the new row is to hold, as far as one value is meant."""
    sheet = BY_NAME[place.sheet]
    wanted = [
        f"{sheet.column(name).label}“{values[0]}”"
        for name, values in place.at
        if len(values) == 1 and values[0] is not None and sheet.column(name).key
    ]
    return f"：{'、'.join(wanted)}" if wanted else ""
