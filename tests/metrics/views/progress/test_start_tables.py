"""各地开工表：名次、灯号、全部开工和说明，讲的是同一件事。"""

from typing import Any

from metrics.progress.published import StartTable, start_table
from metrics.progress.published_changes import start_changes, total_change
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import DisplayTable
from metrics.views.progress import progress_tables, start_tables
from metrics.views.progress.national_series import national_series
from sql.supplied.national_series import national_series as published_series
from tests.metrics.progress.national_tables import national
from tests.metrics.small_frames import Row, division, frames
from tests.reading_tables import under

RATE = "开工率（按小区数）·公布或封顶"


def told(*rows: Row, own: Row | None = None) -> StartTable:
    """Let counties of a city tell their returns, and the city itself what is its `own`."""
    codes = [f"6201{n:02}" for n in range(1, len(rows) + 1)]
    regions = [
        division("620100", "市", None, "兰市"),
        *(division(c, "县", "620100") for c in codes),
    ]
    returns = [{"region": code, "year": 2023, **row} for code, row in zip(codes, rows, strict=True)]
    whole = [{"region": "620100", "year": 2023, **own}] if own else []
    found = frames(regions=regions, returns=[*returns, *whole])
    return start_table(found, place="620100", year=2023)


def of(started: int, planned: int, **more: Any) -> Row:
    return {"started_compounds": started, "planned_compounds": planned, **more}


def shown(table: StartTable, *, cap: bool = False) -> DisplayTable:
    starts, change = start_changes(table, None), total_change(table, None)
    return start_tables.supervision(starts, table, change=change, cap=cap)


def marks(table: StartTable, *, cap: bool = False) -> list[Signal | None]:
    """Return the marks of the regions, without that of the total."""
    return [cell.signal for cell in under(shown(table, cap=cap), RATE)[1:]]


def test_三个三分之一相等_都不低于合计():
    assert marks(told(of(1, 3), of(2, 6), of(3, 9))) == [Signal.FAIR] * 3


def test_没有合计开工率的_不标高低_说明里写明():
    table = start_table(national("2024-05"), place="100000", year=2024)
    assert set(marks(table)) == {None}
    assert "没有可比的合计开工率，不标◆▲" in shown(table).note
    tiles = progress_tables.start_tiles(table, cap=True)
    assert {(tile.signal, tile.word) for tile in tiles} == {(Signal.NOT_APPLICABLE, "")}
    assert "◆不低于" not in progress_tables.tile_note(table)


def test_差一个就不是全部开工():
    table = told(of(20_000, 20_001), of(5, 5))
    texts = [cell.text for cell in under(shown(table, cap=True), RATE)[1:]]
    assert texts == ["全部开工", "100.00%"]
    assert marks(table, cap=True) == [Signal.GOOD, Signal.WATCH]


def test_名次与说明一致_有计划数的按实际排名_只公布全部开工的并列第一():
    known = told(of(8, 7), of(7, 7))
    assert [cell.text for cell in under(shown(known, cap=True), RATE)[1:]] == ["全部开工"] * 2
    assert known.rows["rank"].to_list() == [1, 2]
    assert "写“全部开工”的也按实际计算的开工率排名" in shown(known, cap=True).note
    hidden = told(of(8, 7), of(7, 7), {"published_start_rate": "全部开工"})
    assert hidden.rows["rank"].to_list() == [1, 1, 1]
    assert "只公布“全部开工”的为封顶值，与100%及以上的并列第一" in shown(hidden).note


def test_无法识别的写明填的是什么_与计划数不符的也写明():
    table = shown(
        told(of(2, 3, published_start_rate="0.948"), of(2, 3, published_start_rate="80%"))
    )
    assert [cell.text for cell in under(table, RATE)[1:]] == ["80%", "无法识别"]
    said = [cell.text for cell in under(table, "说明")[1:]]
    assert said[0].startswith("公布开工率与已开工数、计划数不符")
    assert said[1].startswith("公布开工率“0.948”无法识别，请更正")


def test_本级合计与各地之和不符的_表下写明():
    table = told(of(2, 3), of(1, 3), own={"planned_compounds": 7, "started_compounds": 3})
    words = "兰市本级报送的合计与各地之和不符：计划小区数报7，各地之和6，多1。"
    assert shown(table).note.startswith(words)
    assert words in progress_tables.starts(table, cap=False).note


def test_全国历年数照公布的原样列出_新的在前_每条有来源():
    table = national_series(published_series())
    assert len(table.lines) == len(published_series())
    by_key = {each.key: [cell.text for cell in each.cells] for each in table.lines}
    assert by_key["2025-1-4"] == [
        "2025", "1—4月", "2.5", "0.5679", "—", "—", "6个地区开工率超过50%", "3qhouse.com 转载",
        "据转载，未经原件核对",
    ]  # fmt: skip
    assert by_key["2026-1-12"][2:6] == ["—"] * 4
    assert [each.key for each in table.lines[:3]] == ["2026-1-12", "2025-1-12", "2025-1-11"]
