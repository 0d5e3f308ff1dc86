"""A meeting of a place with returns only, on the national tables: what its pages say."""

import json
from datetime import date

import pytest

from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import LastStartsItem, StartsItem
from metrics.dispatch.starts import last_starts, starts_of
from metrics.packs.pack import load_pack
from metrics.views.dispatch.meeting_slides import outline, slides
from metrics.views.dispatch.slide import Slide
from sql.dispatch import kept_agendas
from tests.metrics.dispatch.test_agenda import built
from tests.metrics.progress.national_tables import national
from tests.reading_tables import labels, lines_of

RULES = load_pack("national").on(date(2023, 9, 30))
Rows = tuple[dict[str, object], ...]


def told(month: str, before: str | None = None) -> tuple[Slide, ...]:
    """Return the pages on one published table beside an earlier one, as kept in JSON and read."""
    then = national(before) if before else None
    starts = starts_of(national(month), then, RULES, place="100000")
    items = (StartsItem(starts=starts), LastStartsItem(starts=last_starts(starts, most=3)))
    kept = kept_agendas.read(kept_agendas.write(Agenda(items, {})))
    assert outline(kept)[0] == "各地开工情况（32个地区）"
    return slides(kept, {})


def lines(pages: tuple[Slide, ...]) -> dict[str, dict[str, str]]:
    """Return the texts of all regions by heading, by region."""
    found = {}
    for page in pages[:-1]:
        (table,) = page.tables
        for row in lines_of(table):
            line = dict(zip(labels(table), (cell.text for cell in row), strict=True))
            found[line["地区"]] = line
    return found


def test_every_region_stands_on_a_page_that_fits_the_projector():
    pages = told("2023-09", "2023-06")
    assert [page.title for page in pages] == [
        "各地开工情况（1/3）", "各地开工情况（2/3）", "各地开工情况（3/3）", "开工率靠后地区",
    ]  # fmt: skip
    assert [len(lines_of(page.tables[0])) for page in pages] == [11, 11, 11, 3]
    assert len({labels(page.tables[0]) for page in pages[:-1]}) == 1
    assert len(lines(pages)) == 1 + 32


def test_what_is_known_is_told_and_what_is_not_has_its_reason():
    found = lines(told("2023-09", "2023-06"))
    assert found["甘肃"] == {
        "名次": "26", "名次变化": "降3位", "地区": "甘肃", "开工率": "94.2%",
        "变化(百分点)": "+37.20", "已开工": "1,179", "新开工": "+472", "说明": "",
    }  # fmt: skip
    capped = {
        "开工率": "全部开工",
        "变化(百分点)": "—",
        "新开工": "0",
        "说明": "变化未知（两期封顶）",
    }
    assert found["河北"].items() >= capped.items()
    assert found["上海"]["说明"] == "变化未知（本期封顶）"


def test_the_regions_ranked_last_are_named_with_their_rates():
    *_, last = told("2023-09", "2023-06")
    (said,) = last.lead
    assert said.startswith("开工率最低：西藏（62.9%）、天津（72.7%）、山西（83.2%）")
    assert "2023-06-30" in last.words[0]


def test_a_first_meeting_lists_no_changes_and_names_who_did_not_report():
    pages = told("2022-12")
    assert labels(pages[0].tables[0]) == ("名次", "地区", "开工率", "已开工", "说明")
    assert pages[0].words[0].startswith("没有同年度的上次会议可比较，不列变化。")
    found = lines(pages)
    assert (found["新疆"]["名次"], found["新疆"]["开工率"], found["新疆"]["说明"]) == (
        "—", "—", "未报送",
    )  # fmt: skip
    # The rank goes by the known rate, so it stands beside 全部开工.
    assert (found["广东"]["名次"], found["广东"]["开工率"]) == ("1", "全部开工（128.99%）")
    # Eleven share the rank before last with all started: only who is below 100 % is behind.
    assert pages[-1].lead == ("开工率最低：西藏（87.10%），合计102.79%。",)


@pytest.mark.parametrize("place", ["620000", "620103"])
def test_a_place_with_a_ledger_has_no_such_pages(place: str):
    assert {item.part for item in built(place).items} == {"overall", "red"}


def test_a_place_that_nobody_reported_for_this_year_has_none_either():
    nobody = national("2022-12")
    assert starts_of(nobody, None, RULES, place="540100") is None


def test_an_agenda_kept_before_rates_had_parts_reads_the_same():
    starts = starts_of(national("2023-09"), national("2023-06"), RULES, place="100000")
    agenda = json.loads(kept_agendas.write(Agenda((StartsItem(starts=starts),), {})))
    for item in agenda["items"]:
        for row in item["rows"][1:]:
            for name in ("unread", "rate_part", "rate_whole", "full"):
                del row[name]
    (item,) = kept_agendas.read(json.dumps(agenda)).items
    assert isinstance(item, StartsItem)
    assert item.starts == starts
