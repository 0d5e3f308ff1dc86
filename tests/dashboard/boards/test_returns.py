"""A place of which only aggregate returns are known: the published national tables."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Open
from tests.dashboard.reading import components, stands, tables, words

JUNE, SEPTEMBER, DECEMBER = "2023-06-30", "2023-09-30", "2022-12-31"


def lines(app: AppTest, title: str) -> dict[str, dict[str, str]]:
    """Return the rows of a table by region, each by heading."""
    heads, *rows = tables(app)[title]
    listed = [dict(zip(heads, row, strict=True)) for row in rows]
    return {row["地区"]: row for row in listed}


def test_the_published_table_is_shown_as_printed(opened_nation: Open):
    app = opened_nation(as_of=JUNE)
    assert not app.exception
    rows = tables(app)["各地开工情况"]
    assert rows[1][:3] == ["1", "贵州省", "1,071"]
    assert rows[2][:3] == ["1", "河北省", "1,816"]
    assert [row[4] for row in rows[1:3]] == ["全部开工", "全部开工"]
    assert rows[-1][1:3] == ["合计", "42,621"]
    (figures,) = [each["figures"] for each in components(app) if "figures" in each]
    assert [each["value"] for each in figures] == ["42,621个", "80.4%", "2家", "0家"]


def test_no_plan_is_invented_and_nothing_says_demo(opened_nation: Open):
    app = opened_nation(as_of=JUNE)
    rows = tables(app)["各地开工情况"]
    assert {row[3] for row in rows[1:]} == {"—"}
    assert "演示数据" not in words(app)


def test_every_unit_has_a_tile_where_the_map_has_it(opened_nation: Open):
    app = opened_nation(as_of=JUNE)
    (tiles,) = [data["tiles"] for data in components(app) if "tiles" in data]
    assert len(tiles) == 32
    assert len({(tile["row"], tile["column"]) for tile in tiles}) == 32


SUPERVISED = "{year}年度各地开工督导表"
SHOWN, EXACT = "开工率（按小区数）·公布或封顶", "开工率（按小区数）·实际计算"


def test_the_supervision_table_compares_with_the_date_before(opened_nation: Open):
    app = opened_nation("supervision", as_of=SEPTEMBER)
    assert not app.exception
    rows = lines(app, SUPERVISED.format(year=2023))
    assert len(rows) == 33
    assert stands(app, "since") == JUNE
    gansu = rows["甘肃省"]
    assert gansu["小区数（个）·新开工"] == "+472"
    assert gansu["开工率（按小区数）·变化（百分点）"] == "+37.20"
    assert (gansu["名次"], gansu["名次变动·上期名次"], gansu["名次变动·变化"]) == (
        "26",
        "23",
        "降3位",
    )
    assert rows["贵州省"]["说明"] == "计划数未公布；变化未知（两期封顶）"
    total = rows["合计（32家）"]
    assert (total["小区数（个）·新开工"], total[SHOWN]) == ("+8,673", "97%")
    assert total["开工率（按小区数）·变化（百分点）"] == "+16.60"
    (table,) = [data for data in components(app) if "rows" in data]
    assert {span["row"] for span in table["headings"]} == {0, 1}


def test_the_cap_is_a_choice_and_the_real_rate_stays(opened_nation: Open):
    app = opened_nation("supervision", as_of=DECEMBER)
    capped = lines(app, SUPERVISED.format(year=2022))
    assert (capped["广东省"][SHOWN], capped["广东省"][EXACT]) == ("全部开工", "128.99%")
    assert capped["广东省"]["开工率（按户数）·实际计算"] == "120.18%"
    assert "没有更早的2022年度报表" in words(app)
    app.selectbox(key="choice:cap").select("exact").run()
    exact = lines(app, SUPERVISED.format(year=2022))
    assert (exact["广东省"][SHOWN], exact["广东省"][EXACT]) == ("128.99%", "128.99%")
    assert stands(app, "cap") == "exact"


def test_regions_can_be_kept_and_columns_nobody_filled_are_named(opened_nation: Open):
    below = lines(
        opened_nation("supervision", as_of=SEPTEMBER, keep="below"), "2023年度各地开工督导表"
    )
    assert "河南省" not in below
    assert "甘肃省" in below
    app = opened_nation("supervision", as_of=DECEMBER, keep="unknown")
    rows = lines(app, "2022年度各地开工督导表")
    assert {name: row["说明"] for name, row in rows.items() if "合计" not in name} == {
        "新疆维吾尔自治区": "未报送", "新疆生产建设兵团": "未报送",
    }  # fmt: skip
    assert "未列出的栏目" in words(app)


def test_a_region_opens_every_version_of_its_return(opened_nation: Open):
    app = opened_nation("supervision", as_of=SEPTEMBER, unit="440000")
    changes = [row[1] for row in tables(app)["历次报送"][1:]]
    assert changes == [
        "已开工小区数：815→1,607；公布开工率：51%→全部开工；公布序号：24→8",
        "首次报送",
    ]


def test_the_changes_of_two_tables_stand_on_the_page_of_changes(opened_nation: Open):
    app = opened_nation("changes", as_of=SEPTEMBER)
    assert not app.exception
    assert [metric.value for metric in app.metric] == [
        "+8,673个", "+16.60个百分点", "20家", "9家", "21家",
    ]  # fmt: skip
    rows = lines(app, f"各地开工变化（{JUNE}至{SEPTEMBER}）")
    assert len(rows) == 32
    assert (rows["河南省"]["变化(百分点)"], rows["河南省"]["名次变化"]) == ("+24.80", "降4位")
    assert rows["上海市"]["变化(百分点)"] == "—"


def test_without_an_earlier_table_the_page_of_changes_says_so(opened_nation: Open):
    app = opened_nation("changes", as_of=JUNE)
    assert not app.exception
    assert "没有更早的2023年度报表" in words(app)


def test_the_table_is_handed_over_as_excel_and_pdf(opened_nation: Open):
    app = opened_nation("supervision", as_of=SEPTEMBER)
    app.button(key="make:生成文件").click().run()
    assert not app.exception
    assert not app.error


def test_a_place_that_sent_nothing_is_not_told_to_have_returns(opened_nation: Open):
    app = opened_nation("ranking", place="650000", as_of="2022-12-31")
    assert not app.exception
    assert "没有报送2022年度的项目台账，也没有报送进展报表" in words(app)
    assert "只有进展报表" in words(opened_nation("ranking", place="620000", as_of="2022-12-31"))
