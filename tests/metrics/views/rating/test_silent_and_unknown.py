"""Who never reported and what nobody knows are said so, beside scores and rates."""

from datetime import date

from exports.papers.words import say
from metrics.packs.pack import load_pack
from metrics.progress import rates as progress
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.records.sheets.governance import INSTRUMENTS
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.progress import progress_tables
from metrics.views.rating import indicator_tables, narrative, overview
from metrics.views.rating import ranking as tables
from metrics.views.rating.standing import standing_words
from tests.metrics.small_frames import division, frames
from tests.reading_tables import labels, lines_of, under

REGIONS = (
    division("990000", "省", None, "云岭省"),
    division("990100", "市", "990000", "云屏市"),
    division("990101", "县", "990100", "甲县"),
    division("990102", "县", "990100", "乙县"),
    division("990200", "市", "990000", "岚川市"),
)
PROJECT = {"project": "P", "name": "甲", "region": "990101", "plan_year": 2023}
HOUSE = {
    "compound": "XQ1",
    "name": "1号院",
    "project": "P",
    "households": 100,
    "planned_on": date(2023, 1, 31),
}
FUND = {"project": "P", "source": "省财政", "received": 100}


def evaluated(*, reporting: tuple[str, ...], more: int = 0) -> Evaluation:
    """Evaluate with some counties reporting, and `more` counties in the first city that did not."""
    found = frames(
        regions=(*REGIONS, *(division(f"99011{n}", "县", "990100") for n in range(more))),
        projects=[PROJECT],
        compounds=[HOUSE],
        funds=[FUND],
        reporting=reporting,
    )
    return evaluate(found, load_pack("national").on(date(2023, 6, 30)), "990000")


NOW = evaluated(reporting=("990101",))
SMALL = tables.ranking(NOW, "county", group="small")


def cells_of(table: DisplayTable, name: str) -> dict[str, Cell]:
    (row,) = (r for r in lines_of(table) if r[labels(table).index("地区")].text == name)
    return dict(zip(labels(table), row, strict=True))


def test_a_county_that_never_reported_has_no_score_no_grade_and_no_rank():
    silent, heard = cells_of(SMALL, "乙县"), cells_of(SMALL, "甲县")
    assert silent["等次"] == Cell(None, "未报送", Signal.UNKNOWN)
    assert (silent["得分"].text, silent["名次"].text) == ("—", "—")
    assert "未报送" not in heard["等次"].text
    assert standing_words(NOW, "990102") == "乙县未报送，没有得分、等次和名次，不等于工作为零。"
    row = cells_of(indicator_tables.indicator_matrix(NOW, "county"), "乙县")
    assert (row["得分"].text, row["得分"].signal) == ("—", Signal.UNKNOWN)


def test_a_rank_among_few_that_reported_says_of_how_many_and_why_it_is_open():
    few = evaluated(reporting=("990101",), more=8)
    assert standing_words(few, "990101").endswith(
        "在云岭省小样本组的10个县区（有名次的1个）中暂列第1名；其余9个未报送或没有可计分的记录，名次区间1–10。"
    )
    note = tables.ranking(few, "county", group="small").note
    assert "本组10个，有名次的1个，其余未报送或没有可计分的记录" in note
    assert "得分低的组，第1名也可能为“差”" in note


def test_a_rank_among_all_that_reported_is_simply_told():
    everyone = evaluated(reporting=("990101", "990102"))
    assert standing_words(everyone, "990101").endswith("2个县区中排第1名（名次区间1–2）。")
    note = tables.ranking(everyone, "county", group="small").note
    assert "暂列" not in note


def test_a_city_of_which_few_reported_is_not_graded():
    few = evaluated(reporting=("990101",), more=8)
    city = cells_of(tables.ranking(few, "city", group="small"), "云屏市")
    assert city["等次"] == Cell(None, "多数未报送", Signal.UNKNOWN)
    (tile,) = (each for each in overview.tiles(few, "city") if each.name == "云屏市")
    assert (tile.word, tile.signal) == ("多数未报送", Signal.UNKNOWN)


def test_who_is_reported_for_by_the_unit_above_is_graded_and_said_not_to_have_reported():
    rows = [{"region": "990101", "instrument": kind, "status": "未建立"} for kind in INSTRUMENTS]
    found = frames(regions=REGIONS, projects=[PROJECT], instruments=rows, reporting=("990100",))
    judged = evaluate(found, load_pack("national").on(date(2023, 6, 30)), "990000")
    grade = cells_of(tables.ranking(judged, "county", group="small"), "甲县")["等次"]
    assert grade.text.endswith("·未报送")


def test_nobody_is_counted_as_poor_or_named_last_for_not_having_reported():
    houses = [{**HOUSE, "compound": f"XQ{n}", "project": p} for p in "PQ" for n in (p, p + p)]
    projects = [PROJECT, {**PROJECT, "project": "Q", "region": "990200"}]
    found = frames(regions=REGIONS, projects=projects, compounds=houses, reporting=("990101",))
    pack = load_pack("national").on(date(2023, 6, 30)).but(min_compounds=1)
    judged = evaluate(found, pack, "990000")
    assert judged.scores.filter(region="990200")["rank"].item() is not None
    told = narrative.graded(judged, level="city")
    assert (told.ranked, told.ungraded) == (2, 1)
    assert overview.last_words(judged, "city") == ""
    (named,) = narrative.by_score(judged, level="city").first
    assert named.names == ("云屏市",)
    assert overview.graded_words(told).endswith("暂无等次 1个")


def test_who_never_reported_is_not_counted_among_those_that_planned_few_compounds():
    told = narrative.graded(NOW, level="county")
    assert (told.small, told.silent) == (1, 1)
    assert overview.graded_words(told).endswith("小样本组 1个　未报送 1个")
    said = say("regions", "grades", unit="县区", graded=told, least=5)
    assert said.endswith(
        "另有1个县区列入计划的小区少于5个，单独分组；另有1个县区未报送，不参加排名。"
    )


def test_compounds_nobody_listed_are_not_printed_as_zero():
    assert cells_of(SMALL, "乙县")["计划小区数"] == Cell(None, "—")
    both = tables.ranking(evaluated(reporting=("990101", "990102")), "county", group="small")
    assert cells_of(both, "乙县")["计划小区数"].text == "0"


def test_the_small_group_says_why_it_stands_apart():
    assert "列入计划小区少于5个" in SMALL.note
    assert "未报送的" in SMALL.note
    both = tables.ranking(evaluated(reporting=("990101", "990102")), "county", group="small")
    assert "计划小区为0的" in both.note
    assert "未报送的" not in both.note


def test_a_tile_says_who_never_reported():
    words = {tile.name: tile.word for tile in overview.tiles(NOW, "city")}
    assert words["岚川市"] == "未报送"
    assert "未报送" not in words["云屏市"]


def test_where_nothing_is_known_the_result_is_missing_not_poor():
    row = cells_of(indicator_tables.indicator_matrix(NOW, "county"), "乙县")
    assert row["A01"].signal is Signal.UNKNOWN
    assert row["A01"].text == "未报1"
    table = indicator_tables.measures_of_item(NOW, "990102", "A01")
    assert under(table, "情况")[0].text == "数据缺失"


def test_progress_tells_blanks_and_silent_divisions():
    table = progress_tables.progress_of(NOW, progress.ledger(NOW.frames), level="city")
    assert "支付资金1条" in table.note
    assert "未报送2家" in table.note
    row = cells_of(table, "云屏市")
    assert row["支付资金(万元)"].note == "另有1条缺数，未计入"
    assert row["支付率"].note == "另有1条缺数，未计入"
    assert row["计划小区"].note == "另有1家未报送，未计入"
