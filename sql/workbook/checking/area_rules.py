"""Rules on 行政区划: codes exist, lie within the sender's own area, and hang together."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from metrics.records.findings import CellError, Severity
from metrics.records.regions import within
from metrics.records.relations import naming
from metrics.records.schema import NONE_TEXT
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.sheets.divisions import LEVELS, REGIONS
from metrics.records.sheets.supervision import EVENTS_SHEET
from metrics.standards.catalogue import NATIONAL
from sql.workbook.checking import changed_areas
from sql.workbook.checking.context import Checked, Findings, cell_finding
from sql.workbook.reading.parse import MOST_PER_COLUMN
from sql.workbook.rows import ROW

_OWNED = tuple(each.sheet.name for each in naming("regions") if each.sheet is not REGIONS)
OF_COUNTIES = tuple(sheet.name for sheet in SHEETS if sheet.of_counties or sheet is EVENTS_SHEET)
COUNTY_EVENTS = tuple(kind for kind, of in NATIONAL.failed_by.items() if of.sheet == "regions")
"""Kinds of event by which counties are judged; the others follow their project."""
_ORDER = {level: at for at, level in enumerate(LEVELS)}


def findings(book: Checked) -> Findings:
    """Return what is wrong with the divisions of one workbook.

    When the sender itself is unknown that is the only finding: all others would follow from it.
    """
    regions = book.regions()
    too_long = list(_too_long(book))
    if any(finding.sheet == REGIONS.label for finding in too_long):
        return too_long  # what hangs on these divisions would be reported as well
    errors = [*too_long, *_tree(book, regions)]
    if book.unit not in regions["region"]:
        return [*errors, changed_areas.unit_ended(book) or _unknown_unit(book, regions)]
    area = within(regions, book.unit)["region"]
    return [
        *errors,
        *_outside_own_area(book, regions, area),
        # A code outside the own area has been reported; nothing else is said of that cell.
        *_not_a_county(book, regions, area),
        *_event_counts_nowhere(book, regions, area),
        *_governments(book, regions, area),
        *changed_areas.abolished_kept(book),
        *changed_areas.late_for_ended(book),
        *_all_divisions_gone(book),
        *_dropped_with_records(book),
        *_divisions_kept_above(book),
    ]


def _unknown_unit(book: Checked, regions: pl.DataFrame) -> CellError:
    advice = "如代码无误，请先由省级报送含该单位的“区划”工作表"
    if regions.is_empty():
        advice = "系统中还没有区划数据，请先导入省级报送的“区划”工作表"
    return CellError(code="unknown_unit", value=book.unit, expected=advice)


def _tree(book: Checked, regions: pl.DataFrame) -> Iterator[CellError]:
    """Check the parents of the workbook's own 区划: they exist and stand on a higher level.

    Levels that rise strictly leave no room for a cycle.
    """
    if "regions" not in book.sheets:
        return
    above = regions.select(parent="region", upper="level")
    own = book.frame("regions").join(above, on="parent", how="left").sort(ROW)
    given = pl.col("parent").is_not_null() & ~_is_too_long(pl.col("parent"))
    for row in own.filter(given).iter_rows(named=True):
        sentence = _wrong_parent(row)
        if sentence:
            yield cell_finding(book.sheets["regions"], row, "parent", "wrong_parent", sentence)


def _is_too_long(code: pl.Expr) -> pl.Expr:
    """Say that a code has the 9 or 12 digits of the statistical code of a street or community."""
    return code.str.contains(r"^\d{9}(\d{3})?$").fill_null(value=False)


def _too_long(book: Checked) -> Iterator[CellError]:
    """Refuse statistical codes: the same division would stand there under two codes."""
    cells = [(name, "region") for name in ("regions", *_OWNED)]
    for name, column in [*cells, ("regions", "parent")]:
        wrong = book.frame(name).filter(_is_too_long(pl.col(column)))
        for row in wrong.head(MOST_PER_COLUMN).iter_rows(named=True):
            code = str(row[column])
            sentence = f"行政区划代码应为6位，现为{len(code)}位“{code}”，请只填前6位{code[:6]}。"
            yield cell_finding(book.sheets[name], row, column, "code_too_long", sentence)


def _wrong_parent(row: dict[str, object]) -> str:
    upper, level = row["upper"], row["level"]
    if upper is None:
        return f"上级代码“{row['parent']}”不在“区划”中；最上一级请留空。"
    if level is not None and _ORDER[str(upper)] >= _ORDER[str(level)]:
        return f"上级代码“{row['parent']}”的层级是“{upper}”，应高于本行的“{level}”。"
    return ""


def _outside_own_area(book: Checked, regions: pl.DataFrame, area: pl.Series) -> Iterator[CellError]:
    """Report codes that do not exist, and codes that belong to somebody else."""
    for name in ("regions", *_OWNED):
        if name not in book.sheets:
            continue
        code = pl.col("region")
        strange = book.frame(name).filter(
            code.is_not_null() & ~code.is_in(area.implode()) & ~_is_too_long(code)
        )
        for row in strange.head(MOST_PER_COLUMN).iter_rows(named=True):
            exists = row["region"] in regions["region"]
            sentence = _strange(book, row["region"], exists=exists)
            kind = "foreign_region" if exists else "unknown_region"
            yield cell_finding(book.sheets[name], row, "region", kind, sentence)


def _strange(book: Checked, code: str, *, exists: bool) -> str:
    if exists:
        return f"行政区划代码“{code}”不属于报送单位{book.unit}的辖区，请核对。"
    if told := changed_areas.ended(book, code):
        return f"{told}，请改填调整后的代码。"
    return f"行政区划代码“{code}”不在“区划”中，请核对，或先由省级补报区划。"


def _ledger_keepers(regions: pl.DataFrame) -> pl.Series:
    """Return the divisions that own projects: counties, and cities without counties."""
    with_counties = regions.filter(pl.col("level") == "县")["parent"].drop_nulls()
    city = (pl.col("level") == "市") & ~pl.col("region").is_in(with_counties.implode())
    return regions.filter((pl.col("level") == "县") | city)["region"]


def _not_a_county(book: Checked, regions: pl.DataFrame, area: pl.Series) -> Iterator[CellError]:
    """Report projects, communities and project-less events filed under a higher level."""
    keepers = _ledger_keepers(regions)
    code, project = pl.col("region"), pl.col("project")
    for name in OF_COUNTIES:
        frame = book.frame(name)
        if name == "events":
            frame = frame.filter(project.is_null() | (project == NONE_TEXT))
        higher = code.is_in(area.implode()) & ~code.is_in(keepers.implode())
        for row in frame.filter(higher).head(MOST_PER_COLUMN).iter_rows(named=True):
            subject = "没有项目编码的事件" if name == "events" else "这里"
            sentence = (
                f"{subject}应填县（区）代码，{row['region']}不是县（区），也不是不设县区的市。"
            )
            yield cell_finding(book.sheets[name], row, "region", "not_a_county", sentence)


def _event_counts_nowhere(
    book: Checked, regions: pl.DataFrame, area: pl.Series
) -> Iterator[CellError]:
    """Warn of misdeeds that no county answers for: counties are judged by events of their own code."""
    frame = book.frame("events").filter(
        pl.col("kind").is_in(COUNTY_EVENTS),
        pl.col("project").is_not_null() & (pl.col("project") != NONE_TEXT),
        pl.col("region").is_in(area.implode()),
        ~pl.col("region").is_in(_ledger_keepers(regions).implode()),
    )
    for row in frame.head(MOST_PER_COLUMN).iter_rows(named=True):
        sentence = (
            f"“{row['kind']}”事件按行政区划代码计入县（区），{row['region']}不是县（区），"
            "将不计入任何县（区）的评价，请改填项目所在县（区）的代码。"
        )
        yield cell_finding(
            book.sheets["events"], row, "region", "event_counts_nowhere", sentence,
            severity=Severity.WARN,
        )  # fmt: skip


def _governments(book: Checked, regions: pl.DataFrame, area: pl.Series) -> Iterator[CellError]:
    """Report instruments of what is no local government."""
    nation = regions.filter(pl.col("region").is_in(area.implode()), level="国")["region"]
    frame = book.frame("instruments").filter(pl.col("region").is_in(nation.implode()))
    for row in frame.iter_rows(named=True):
        sentence = "制度建设只填省、市、县三级。"
        yield cell_finding(book.sheets["instruments"], row, "region", "not_a_government", sentence)


def _all_divisions_gone(book: Checked) -> Iterator[CellError]:
    """Refuse a workbook that would withdraw every division its sender had reported."""
    before = book.known.previous.get("regions")
    if before is None or before.is_empty() or book.frame("regions").height:
        return
    sentence = "上次报送的区划本次全部没有，导入后本省区划将全部失效；请把“区划”工作表一并报送。"
    yield CellError(code="divisions_gone", sheet="区划", sentence=sentence)


def dropped(book: Checked) -> list[str]:
    """Return the divisions that the sender reported before, and nobody would now."""
    before = book.known.previous.get("regions")
    if before is None or not book.frame("regions").height:
        return []
    return sorted(set(before["region"]) - set(book.regions()["region"]))


def _dropped_with_records(book: Checked) -> Iterator[CellError]:
    """Refuse to drop a division with records in force: no evaluation could place them."""
    for code in dropped(book):
        owned = [o for o in book.known.orphaned if o.region == code]
        if not owned:
            continue
        units = sorted({o.unit for o in owned})
        listed = "，".join(f"{BY_NAME[o.sheet].label}{o.records}条（{o.unit}报送）" for o in owned)
        sentence = (
            f"本次去掉了{code}，但归属{code}的记录仍然有效：{listed}。请保留该行；代码变更、撤并、划归或"
            f"拆分的，{changed_areas.REGISTERED}，这些记录即转给承接的地区，{'、'.join(units)}不必重报。"
        )
        yield CellError(code="dropped_with_records", sheet="区划", sentence=sentence)


def without_those_above(book: Checked) -> Checked:
    """Leave out of a city's or county's 区划 what is stated above word for word.

    The blank workbook brings the divisions of the province along, to look up codes in: they are no
    statement of whoever sends it back.
    """
    own_row = book.known.regions.filter(pl.col("region") == book.unit)
    if "regions" not in book.sheets or not set(own_row["level"]) & {"市", "县"}:
        return book
    parsed, columns = book.sheets["regions"], list(REGIONS.schema)
    own = parsed.frame.join(book.known.regions, on=columns, how="anti", nulls_equal=True)
    return replace(book, sheets={**book.sheets, "regions": replace(parsed, frame=own)})


def _divisions_kept_above(book: Checked) -> Iterator[CellError]:
    """Refuse 区划 from a city or county that a higher unit has reported: its newer rows would win."""
    own_row = book.known.regions.filter(pl.col("region") == book.unit)
    own = book.frame("regions").sort(pl.col(ROW) < 0, ROW).head(1)
    if own.is_empty() or not set(own_row["level"]) & {"市", "县"}:
        return
    sentence = "“区划”由上级统一报送，市、县（区）不得自行修改；请清空本表后再导入。"
    row = own.row(0, named=True)
    yield cell_finding(book.sheets["regions"], row, "region", "divisions_kept_above", sentence)
