"""A scope may be any division: every page opens for it, and its figures are its row's further up."""

from pathlib import Path

import polars as pl
import pytest

from dashboard import data, office, papers
from dashboard.components.pages import FILES
from exports.__main__ import main as export
from exports.papers.document import Paragraph
from metrics.__main__ import main as judge
from metrics.errors import NothingReported
from metrics.scope import LOCAL, Scope
from metrics.supervision.choice import Asked
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, tables, words
from tests.dashboard.small_province import CITY, COUNTY, DAYS, PROVINCE, SMALL

SILENT = "990104"
"""A county of the city that has never reported."""
PAGES = sorted(FILES)
DAY = DAYS[1].isoformat()
Rows = dict[str, list[str]]


def scope(place: str) -> Scope:
    return Scope(place, DAYS[1], 2024, LOCAL)


def rows(table: list[list[str]]) -> Rows:
    """Return the rows of a table by the region in their first column that is one."""
    place = table[0].index("地区")
    return {row[place]: row for row in table[1:]}


@pytest.mark.parametrize("place", [CITY, SILENT])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_a_city_and_for_a_county_that_never_reported(
    opened: Open, page: str, place: str
):
    app = opened(page, place=place, as_of=DAY)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert stands(app, "place") == place
    assert all(len(table) > 1 for table in tables(app).values())


def test_the_bar_offers_every_division_of_the_province_the_province_first(opened: Open):
    offered = opened().selectbox(key="choice:place").options
    assert offered[:3] == ["云岭省", "云屏市", "云屏市澄湾区"]
    assert len(offered) == len(set(offered)) == 105


def test_an_unknown_division_is_said_and_replaced(opened: Open):
    app = opened(place="620102")
    assert "地址中的范围“620102”不存在或没有数据" in app.warning[0].value
    assert stands(app, "place") == PROVINCE


@pytest.mark.parametrize("page", ["indicators", "changes", "overview"])
def test_the_counties_of_a_citys_page_are_their_rows_of_the_provinces_page(opened: Open, page: str):
    of_city = tables(opened(page, place=CITY, as_of=DAY, level="county"))
    of_province = tables(opened(page, as_of=DAY, level="county", within=CITY))
    title = {"indicators": "县区各项得分率", "overview": "各地进度"}.get(page)
    title = title or next(name for name in of_city if name.startswith("各地变化"))
    small, large = rows(of_city[title]), rows(of_province[title])
    assert len(small) >= 9 - (page == "overview")
    shared = set(small) & set(large)
    assert shared >= ({"云屏市"} if page == "overview" else {"澄湾区", "枫原区"})
    assert {name: small[name] for name in shared} == {name: large[name] for name in shared}


def test_a_citys_and_a_countys_own_row_of_items_is_that_of_the_provinces_page(opened: Open):
    cities = tables(opened("indicators", as_of=DAY, level="city"))["市州各项得分率"]
    own = tables(opened("indicators", as_of=DAY, place=CITY, level="city"))["市州各项得分率"]
    assert own[1] == rows(cities)["云屏市"]
    counties = tables(opened("indicators", as_of=DAY, level="county"))["县区各项得分率"]
    own = tables(opened("indicators", as_of=DAY, place=COUNTY))["县区各项得分率"]
    assert own[1:] == [rows(counties)["澄湾区"]]


def test_a_county_is_shown_its_row_and_rank_among_all_of_the_province(opened: Open):
    whole = tables(opened("ranking", as_of=DAY))
    for place, name in ((COUNTY, "澄湾区"), (SILENT, "映原县")):
        app = opened("ranking", as_of=DAY, place=place)
        ((title, own),) = tables(app).items()
        assert own[1:] == [rows(whole[title])[name]]
        rank = own[1][own[0].index("名次")]
        assert (f"排第{rank}名" in words(app)) is (place == COUNTY)
    assert rank == "—" and "未报送" in words(app)


@pytest.mark.parametrize(
    ("place", "name", "level"), [(CITY, "云屏市", "city"), (COUNTY, "澄湾区", "county")]
)
def test_the_changes_of_a_place_give_it_its_rank_in_the_province(
    opened: Open, place: str, name: str, level: str
):
    ranking = rows(next(iter(tables(opened("ranking", as_of=DAY, level=level)).values())))
    app = opened("changes", as_of=DAY, place=place)
    own = next(table for title, table in tables(app).items() if title.startswith("各地变化"))
    assert rows(own)[name][own[0].index("名次")] == ranking[name][0]
    assert f"{name}的名次为云岭省范围内的名次" in words(app)


def test_the_supervision_table_of_a_place_is_its_part_of_the_provinces(opened: Open):
    whole = data.supervised(scope(PROVINCE)).projects
    of_city = data.supervised(scope(CITY)).projects
    assert of_city.equals(whole.filter(city=CITY))
    assert data.supervised(scope(COUNTY)).projects.equals(whole.filter(region=COUNTY))
    assert of_city["region"].n_unique() > 1


def test_issues_differences_and_progress_of_a_place_are_its_part(opened: Open):
    for read in (data.issues_of, data.reconciled):
        whole, own = read(scope(PROVINCE)), read(scope(SMALL))
        assert own.equals(whole.filter(region=SMALL))
    now, upper = data.evaluation(scope(CITY)), data.evaluation(scope(PROVINCE))
    columns = ["region", "score", "grade", "vetoes", "planned", "group"]
    inside = pl.col("region").is_in(now.regions["region"].implode())
    assert now.scores.select(columns).equals(upper.scores.filter(inside).select(columns))


def test_a_place_has_its_papers(opened: Open, tmp_path: Path):
    told = {
        place: papers.briefing(scope(place), papers.numbered(scope(place)), draft=False)
        for place in (CITY, COUNTY)
    }
    spoken = {
        place: "".join(each.text for each in paper.blocks if isinstance(each, Paragraph))
        for place, paper in told.items()
    }
    assert "全市2024年计划改造" in spoken[CITY] and "澄湾区2024年计划改造" in spoken[COUNTY]
    assert told[CITY].issue == told[COUNTY].issue == "第2期"
    with pytest.raises(NothingReported, match="无法编制简报"):
        papers.briefing(scope(SILENT), papers.numbered(scope(SILENT)), draft=False)
    assert papers.supervision_file(scope(COUNTY), Asked(), "xlsx").startswith(b"PK")


def test_a_county_without_a_project_has_the_same_table_from_page_and_command(
    opened: Open, tmp_path: Path
):
    made = tmp_path / "表.xlsx"
    asked = ["--place", SILENT, "--as-of", DAY, "--out", str(made)]
    assert export(["table", *asked]) == 0
    assert made.read_bytes() == papers.supervision_file(scope(SILENT), Asked(), "xlsx")
    assert export(["table", *asked, "--light", "红"]) == 0


def test_the_changes_of_a_county_without_a_project_are_told_as_its_page_tells_them(
    opened: Open, capsys: pytest.CaptureFixture[str]
):
    assert judge(["changes", "--place", SILENT, "--from", DAYS[0].isoformat(), "--to", DAY]) == 0
    assert "各地开工变化" not in capsys.readouterr().out


def test_the_minutes_of_a_county_without_a_project_do_not_speak_of_returns(opened: Open):
    meeting = office.open_meeting(
        place=SILENT, held_on=DAYS[1], data_date=DAYS[1], year=2024, rules="national", by="记录员"
    )
    assert "没有红灯项目。" in papers.minutes_text(meeting)


def test_a_place_has_its_commands(opened: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    asked = ["--place", CITY, "--as-of", DAY]
    assert export(["table", *asked, "--out", str(tmp_path / "表.xlsx")]) == 0
    assert judge(["evaluate", *asked, "--level", "county"]) == 0
    assert judge(["reconcile", "--place", COUNTY, "--as-of", DAY]) == 0
    days = ["--from", DAYS[0].isoformat(), "--to", DAY]
    assert judge(["changes", "--place", COUNTY, *days]) == 0
    assert "澄湾区" in capsys.readouterr().out


def test_a_province_with_returns_only_is_told_its_place_among_all(opened_nation: Open):
    app = opened_nation("overview", place="510000", as_of="2023-09-30")
    assert not app.exception
    (title,) = tables(app)
    assert "各地" in title
    whole = rows(tables(opened_nation("overview", as_of="2023-09-30"))[title])
    rank = whole["四川省"][0]
    assert "四川省按开工率在全国" in words(app) and f"排第{rank}名" in words(app)
    assert "排第" in words(opened_nation("supervision", place="510000", as_of="2023-09-30"))
