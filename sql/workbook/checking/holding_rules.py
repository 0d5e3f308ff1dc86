"""Rules against other units' records: whose code it is, and one compound in two plans of a year."""

from collections.abc import Iterator, Mapping

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.regions import lineage
from metrics.records.relations import CODED, bound
from metrics.records.schema import NONE_TEXT
from metrics.records.sheets import BY_NAME
from sql.workbook.checking.changed_areas import REGISTERED, unit_ended
from sql.workbook.checking.context import Checked, Findings, Holding, cell_finding
from sql.workbook.reading.parse import MOST_PER_COLUMN
from sql.workbook.rows import ROW, of_file

_NAMED = 5


def codes(book: Checked) -> dict[str, list[str]]:
    """Return the codes to ask other units' records for, by the sheet that holds them."""
    return {sheet: _codes(book, sheet) for sheet in CODED}


def _codes(book: Checked, sheet: str) -> list[str]:
    used = [book.frame(user.name)[column.name] for user, column in bound(sheet)]
    asked = pl.concat([book.frame(sheet)[CODED[sheet]], *used]).drop_nulls().unique()
    return sorted(asked.filter(asked != NONE_TEXT))


def findings(book: Checked) -> Findings:
    """Return what is wrong between a workbook and the records other units hold."""
    known = book.unit in book.regions()["region"]
    if not book.known.held or not known or unit_ended(book):
        return []  # who is no division (any more) is told so, and nothing that follows from it
    related = _related(book)
    strangers = [h for h in book.known.held if h.unit not in related]
    family = [h for h in book.known.held if h.unit in related]
    return [
        *_held_by_strangers(book, strangers),
        *_held_in_the_family(book, family),
        *_planned_twice(book, family),
    ]


def _related(book: Checked) -> set[str]:
    """Return the units above and below the sender."""
    pairs = lineage(book.regions())
    above = pairs.filter(region=book.unit)["ancestor"]
    below = pairs.filter(ancestor=book.unit)["region"]
    return {*above, *below}


def _held_by_strangers(book: Checked, held: list[Holding]) -> Iterator[CellError]:
    for sheet, column in CODED.items():
        holders = {h.code: h for h in held if h.sheet == sheet}
        own = book.frame(sheet)[column].drop_nulls()
        yield from _marked(book, sheet, column, holders, used=False)
        # A code refused where it is defined is not refused again wherever it is used.
        others = {code: h for code, h in holders.items() if code not in own}
        for user, naming in bound(sheet):
            yield from _marked(book, user.name, naming.name, others, used=True)


def _marked(
    book: Checked, sheet: str, column: str, holders: Mapping[str, Holding], *, used: bool
) -> Iterator[CellError]:
    if not holders or sheet not in book.sheets:
        return
    rows = book.frame(sheet).filter(pl.col(column).is_in(list(holders))).sort(ROW)
    for row in rows.head(MOST_PER_COLUMN).iter_rows(named=True):
        kind = "used_from_other_unit" if used else "held_by_other_unit"
        sentence = _sentence(book, holders[row[column]], used=used)
        yield cell_finding(book.sheets[sheet], row, column, kind, sentence)


def _sentence(book: Checked, holding: Holding, *, used: bool) -> str:
    label = BY_NAME[holding.sheet].column(CODED[holding.sheet]).label
    holder = f"{_named(book, holding.unit)}（数据截止日期{holding.data_date}）"
    whose = f"{label}“{holding.code}”是{holder}报送的"
    if used:
        return f"{whose}，不能由{book.unit}填报其内容；请核对编码，确需代报的由共同的上级报送。"
    return (
        f"{whose}，再次使用会覆盖对方的数据。不是同一对象的，请改用以本区划代码开头的编码"
        f"（如{book.unit}-{holding.code}）；代码变更、撤并前的同一对象，请勿另编新码（会重复计数），"
        f"{REGISTERED}，原编码即转到{book.unit}名下，再照原编码报送。"
    )


def _named(book: Checked, unit: str) -> str:
    names = book.regions().filter(region=unit)["name"].drop_nulls()
    return f"{names[0]}（{unit}）" if len(names) else unit


def _held_in_the_family(book: Checked, held: list[Holding]) -> Iterator[CellError]:
    """Warn once a sheet and unit: a superior may report for a county, and the other way round."""
    for sheet, column in CODED.items():
        own = set(of_file(book.frame(sheet))[column].drop_nulls())
        here = [h for h in held if h.sheet == sheet and h.code in own]
        for unit in sorted({h.unit for h in here}):
            shared = sorted({h.code for h in here if h.unit == unit})
            day = max(h.data_date for h in here if h.unit == unit)
            listed = "、".join(shared[:_NAMED]) + ("等" if len(shared) > _NAMED else "")
            sentence = (
                f"有{len(shared)}个编码{_named(book, unit)}也在报送（数据截止日期{day}）：{listed}。"
                "两家都报的，以数据截止日期最新的为准，请商定由一家报送。"
            )
            yield CellError(
                code="held_in_the_family", sheet=BY_NAME[sheet].label, sentence=sentence,
                severity=Severity.WARN,
            )  # fmt: skip


def _planned_twice(book: Checked, held: list[Holding]) -> Iterator[CellError]:
    """Refuse a compound that another unit has in another project of the same plan year."""
    years = book.projects().select("project", "plan_year").drop_nulls()
    theirs = pl.DataFrame(
        [(h.code, h.project, h.unit) for h in held if h.sheet == "compounds"],
        schema={"compound": pl.String, "other": pl.String, "unit": pl.String}, orient="row",
    ).join(years.rename({"project": "other"}), on="other")  # fmt: skip
    own = book.frame("compounds").join(years, on="project")
    doubled = own.join(theirs, on=["compound", "plan_year"]).filter(
        pl.col("project") != pl.col("other")
    )
    once = doubled.sort(ROW, "other", "unit").unique(ROW, keep="first", maintain_order=True)
    for row in once.head(MOST_PER_COLUMN).iter_rows(named=True):
        sentence = (
            f"小区“{row['compound']}”在{row['plan_year']}年度已由{_named(book, row['unit'])}"
            f"列入项目“{row['other']}”，同一年度只能列入一个项目。"
        )
        yield cell_finding(book.sheets["compounds"], row, "project", "planned_twice", sentence)
