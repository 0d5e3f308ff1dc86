"""Tables for screen and paper, on one city of three counties."""

from datetime import date

import pytest

from metrics.packs.pack import load_pack
from metrics.rating.evaluation import Evaluation, evaluate, evidence
from metrics.standards.catalogue import NATIONAL
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.rating import indicator_tables, overview, rule_tables
from metrics.views.rating import ranking as tables
from tests.metrics.small_frames import division, frames
from tests.reading_tables import labels, lines_of, under

DAY = date(2023, 6, 30)
RULES = load_pack("gansu").on(DAY)
REGIONS = (
    division("990000", "省", None, "云岭省"),
    division("990100", "市", "990000", "云屏市"),
    division("990101", "县", "990100", "甲县"),
    division("990102", "县", "990100", "乙县"),
    division("990103", "县", "990100", "丙县"),
)


def compound(number: int, region: str, *, year: int = 1990, agreed: int | None = 90) -> dict:
    return {
        "compound": f"XQ{region}{number:03}",
        "name": f"{number}号院",
        "project": f"XM{region}",
        "households": 100,
        "buildings": 1,
        "floor_area": 1,
        "built_year": year,
        "demolition_listed": False,
        "renovated_elsewhere": False,
        "planned_on": date(2023, 1, 31),
        "consulted_households": 100,
        "consenting_households": agreed,
        "consulted_on": date(2023, 1, 1),
    }


def evaluated(*rows: dict) -> Evaluation:
    projects = [
        {"project": f"XM{code}", "name": code, "region": code, "plan_year": 2023}
        for code in ("990101", "990102", "990103")
    ]
    found = frames(regions=REGIONS, projects=projects, compounds=rows, reporting=("990101",))
    return evaluate(found, RULES, "990000")


BARRED = compound(1, "990102", year=2005)
FIVE = [compound(n, "990101") for n in range(5)]
OTHER = [compound(n, "990102") for n in range(2, 7)]
NOW = evaluated(*FIVE, BARRED, *OTHER, compound(9, "990103", agreed=None))


def row_of(table: DisplayTable, label: str, text: str) -> dict[str, Cell]:
    (row,) = [row for row in lines_of(table) if row[labels(table).index(label)].text == text]
    return dict(zip(labels(table), row, strict=True))


def test_a_barred_region_names_what_bars_it_and_ranks_behind():
    row = row_of(tables.ranking(NOW, "county"), "地区", "乙县")
    assert row["名次"].text == "2"
    assert row["一票否决"].text == "A02.2 对象符合条件"
    assert row["一票否决"].signal is Signal.BAD


def test_a_small_region_is_ranked_apart():
    assert [c.text for c in under(tables.ranking(NOW, "county"), "地区")] == ["甲县", "乙县"]
    small = tables.ranking(NOW, "county", group="small")
    assert [c.text for c in under(small, "地区")] == ["丙县"]
    assert small.title.endswith("（小样本组）")


def test_changes_say_up_down_or_nothing_known():
    before = evaluated(*OTHER, *[compound(n, "990101", year=2005) for n in range(5)])
    table = tables.ranking(NOW, "county", before)
    assert row_of(table, "地区", "甲县")["名次变化"].text == "升1位"
    assert row_of(table, "地区", "乙县")["名次变化"].text == "降1位"
    small = tables.ranking(NOW, "county", evaluated(*FIVE), group="small")
    assert row_of(small, "地区", "丙县")["名次变化"].text in ("—", "持平")


def test_an_interval_of_one_place_is_one_number():
    assert tables.interval({"rank_best": 3, "rank_worst": 3}).text == "3"
    assert tables.interval({"rank_best": 3, "rank_worst": 6}).text == "3–6"
    assert tables.interval({"rank_best": None, "rank_worst": None}).text == "—"


def test_the_matrix_tells_missing_data_and_what_does_not_apply():
    matrix = indicator_tables.indicator_matrix(NOW, "county")
    row = row_of(matrix, "地区", "丙县")
    assert row["A07"].text == "未报1"
    assert "1条数据缺失" in row["A07"].note
    assert row["A10"].signal is Signal.NOT_APPLICABLE
    assert row["A10"].value is None


def test_a_measure_that_bars_says_so():
    table = indicator_tables.measures_of_item(NOW, "990102", "A02")
    assert row_of(table, "编号", "A02.2")["情况"].text == "一票否决"
    assert row_of(table, "编号", "A02.2")["达标率"].text == "83.3%"


@pytest.mark.parametrize("code", sorted(NATIONAL.measures))
def test_the_records_of_every_measure_have_chinese_headings(code: str):
    found = evidence(NOW.frames, RULES, measure=code, region="990000")
    table = indicator_tables.evidence_rows(found, measure=NATIONAL.measures[code])
    assert all(any("\u4e00" <= c <= "\u9fff" for c in label) for label in labels(table))
    assert len(lines_of(table)) == found.height


@pytest.mark.parametrize("code", sorted(NATIONAL.measures))
def test_the_rules_of_every_measure_can_be_listed(code: str):
    for row in lines_of(rule_tables.rules_read(RULES, NATIONAL.measures[code])):
        assert all(cell.text for cell in row)


def test_a_target_of_points_is_among_the_rules_of_its_measure():
    table = rule_tables.rules_read(RULES, NATIONAL.measures["B04.1"])
    assert [c.text for c in under(table, "参数")] == ["社会力量与居民出资占比目标"]
    assert [c.text for c in under(table, "来源")] == ["继承自全国"]


@pytest.mark.parametrize(
    ("kept", "read"),
    {
        "[90,100]": "90（含）—100（含）分",
        "[80,90)": "80（含）—90分",
        "计划开工日期-5个工作日": "计划开工日期前5个工作日",
        "计划完工日期+30个工作日": "计划完工日期后30个工作日",
        "计划年度03-31": "计划年度3月31日",
        "2/3": "2/3",
    }.items(),
)
def test_a_value_reads_as_official_papers_write_it(kept: str, read: str):
    assert rule_tables.value_text(kept) == read


def test_numbers_among_the_rules_have_their_unit():
    rows = {row[0].text: row[1].text for row in lines_of(rule_tables.rules_in_force(RULES))}
    assert rows["改造对象建成年份上限"] == "2000年"
    assert rows["参加主排名的最少小区数"] == "5个"


def test_best_and_worst_never_name_a_region_twice():
    first, last = overview.best_and_worst(NOW, "county")
    assert [row[2].text for row in lines_of(first)] == ["甲县", "乙县"]
    assert lines_of(last) == []
