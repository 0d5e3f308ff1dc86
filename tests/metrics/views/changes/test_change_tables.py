"""Tables of changes: the words and marks that an officer reads."""

import pytest

from metrics.changes.between_dates import Changes, changes
from metrics.packs.pack import load_pack
from metrics.records.schema import NEVER
from metrics.views.changes import change_tables, correction_tables
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import DisplayTable
from tests.metrics.changes.test_between_dates import D1, D2, JULY, MAY, compound, fund, lights, on
from tests.reading_tables import labels, lines_of, under

PACK = load_pack("national").on(D1)
WAN = 1_000_000


@pytest.fixture(scope="module")
def found() -> Changes:
    """Return a week of one county: a start, money, a corrected date, and a light."""
    before = on(D1, compounds=[compound(), compound("C2", started_on=NEVER)],
                funds=[fund(received=100 * WAN, paid=9 * WAN)], reporting=("620102",))  # fmt: skip
    after = on(D2, compounds=[compound(started_on=JULY), compound("C2", started_on=MAY)],
               funds=[fund(received=150 * WAN, paid=8 * WAN)], reporting=("620102",))  # fmt: skip
    lit = lights("绿", "红"), lights("红", "黄")
    return changes(before, after, (PACK, PACK), lights=lit)


def row(table: DisplayTable, region: str) -> dict[str, str]:
    cells = next(row for row in lines_of(table) if row[0].text == region)
    return {head: cell.text for head, cell in zip(labels(table), cells, strict=True)}


def test_a_region_has_a_line_with_each_kind(found: Changes):
    table = change_tables.by_region(found)
    assert table.title == "各地变化（2023-06-30至2023-07-07）"
    top, county = row(table, "620000"), row(table, "620103")
    assert (top["已更新单位"], county["已更新单位"]) == ("1/2", "0/1")
    assert (top["本期开工"], top["补报开工"], top["本期到位(万元)"]) == ("1", "0", "50.00")
    assert (top["新亮红灯"], top["消除红灯"]) == ("1", "1")
    paid = under(table, "本期支付(万元)")[0]
    assert paid.note == "更正-1.00"
    assert under(table, "已更新单位")[0].signal is Signal.WATCH


def test_corrections_show_old_and_new_as_officers_type_them(found: Changes):
    table = correction_tables.corrections(found)
    shown = [[cell.text for cell in row][2:9] for row in lines_of(table)]
    assert shown == [
        ["小区", "C2号院", "C2 P620102", "实际开工日期", "无", "2023-05-10", "更正"],
        ["资金", "620102项目", "P620102 省财政", "支付金额(万元)", "9", "8", "更正"],
    ]


def test_the_records_behind_a_count(found: Changes):
    table = change_tables.records(found, name="received:now", region="620100")
    assert table.title == "620100：本期到位（2023-06-30至2023-07-07）"
    assert not change_tables.records(found, name="received:afterwards", region="620100").lines
    assert [cell.text for cell in lines_of(table)[0]][3:] == [
        "P620102 省财政", "620102项目", "100", "150", "+50.00",
    ]  # fmt: skip


def test_ranks_say_what_moved_them(found: Changes):
    table = change_tables.rank_moves(found, level="county")
    for cells in lines_of(table):
        parts = dict(zip(labels(table), cells, strict=True))
        told = [parts[label].value for label in change_tables.PART_LABELS.values()]
        assert sum(told) == parts["名次变化"].value
    assert len(lines_of(table)) == 1
    moved = {"rules": 0, "late": 0, "corrections": 0, "own": 2, "others": -1}
    assert change_tables.explained(moved) == "自身变化升2位，其他地区变化降1位"
