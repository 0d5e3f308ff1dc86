"""What a page of a meeting says at a glance: the way out, what changed, how a promise stands."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import BottomItem, PromiseRow, PromisesItem, TopicsItem
from metrics.dispatch.region_facts import Changed, LightsWay, RegionFacts, VetoesWay, Ways
from metrics.rating.score_way import Way
from metrics.records.shapes import rows_of
from metrics.views.dispatch.meeting_slides import slides
from metrics.views.dispatch.promise_tables import promise_table
from metrics.views.dispatch.region_slides import standing as region_line
from metrics.views.dispatch.slide_text import drawn, written
from tests.metrics.dispatch.test_agenda import built, standing
from tests.metrics.dispatch.test_way_out import red_frames
from tests.reading_tables import lines_of


def of_region(score: Way | None = None, vetoes: Sequence[str] = ()) -> RegionFacts:
    """Return the facts of a region with one red project, ranked third."""
    return RegionFacts(
        name="甲市", lights={"红": 1}, changes=None, red_projects=1, to_report=0,
        rank={"rank": 3, "rank_before": 3, "score": 5500, "grade": "差", "vetoes": list(vetoes)},
        ways=Ways(
            lights=LightsWay(records=1, kinds=(("开工", 1),), rows=()),
            vetoes=VetoesWay(records=0, rows=()), score=score,
        ),
    )  # fmt: skip


def test_a_region_whose_area_changed_has_no_rank_before_and_says_why():
    facts = of_region()
    same = dict(facts.rank or {}, redrawn=False)
    other = same | {"rank_before": None, "redrawn": True}
    for rank, told in ((same, "3"), (other, "区划调整")):
        table = region_line(replace(facts, rank=rank), key="1")
        place = table.place("rank_before")
        assert table.lines[0].cells[place].text == told


def page(agenda: Agenda, part: str):
    return next(slide for slide in slides(agenda, {"620102": "甲县"}) if slide.part == part)


def test_a_red_page_leads_with_the_shortest_way_out_by_what_is_to_be_done():
    red = page(built(), "red")
    assert red.title == "620100：红灯项目3个"
    assert red.lead == ("消除红灯需整改4处（最少）：开工2处、联合审查1处、逾期问题1处。",)
    rows = [[cell.text for cell in row] for row in lines_of(red.tables[1])]
    assert rows[0] == ["P1", "甲县", "未填报", "开工", "84个工作日（121天）", "2处"]
    assert [row[3] for row in rows] == ["开工", "联合审查", "逾期问题"]


def test_nothing_that_changed_is_said_and_what_is_not_known_is_too():
    red = page(built(before=red_frames()), "red")
    # Lights of the earlier date were not given: how many turned red is not known.
    assert red.words[0] == "与上次会议相比：新亮红灯不详、消除红灯不详，其余无变化。"
    assert page(built(), "red").words == ()


def test_what_is_not_compared_is_not_said_to_stand_still():
    agenda = built("620103")
    changed = Changed(region="620103", name="乙县", by_kind={"started": 3, "started:afterwards": 1})
    facts = replace(agenda.regions["620103"], changes=changed)
    agenda = Agenda(agenda.items, {"620103": facts})
    assert page(agenda, "red").words == ("与上次会议相比：新增开工3个（其中补报1个）。",)


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (1, "已兑现"),
        (2, "结转1次"),
        (3, "逾期7个工作日（10天），已回复，待确认"),
        (4, "未到期"),
        (5, "已撤销"),
    ],
)
def test_the_state_of_a_promise_tells_days_and_how_often_it_was_carried(number: int, state: str):
    rows = standing().filter(id=number).to_dicts()
    (row,) = lines_of(promise_table(rows, {}, title="承诺"))
    assert row[5].text == state


def test_a_region_ranked_low_is_told_how_it_moved_and_what_lifts_it():
    by_measure = (("A01.1", 1), ("A06.3", 1), ("A07.1", 4), ("B01.1", 1), ("B05.1", 2))
    facts = of_region(Way("中", 9, by_measure, proven=True))
    for before, moved in [(3, "，与上期持平"), (5, "，比上期升2位"), (None, "")]:
        row = {"rank": 3, "rank_before": before, "region": "1", "vetoes": []}
        item = BottomItem(region="1", row=row)
        (slide,) = slides(Agenda((item,), {"1": facts}), {})
        assert slide.title == f"甲市：排名第3名{moved}"
    assert slide.lead == (
        "升到“中”需整改9处（最少）：纳入计划的居民共识（A07.1）4处、规模化实施运营主体（B05.1）2处、"
        "统筹协调机制（A01.1）1处、完工小区满意度（A06.3）1处等。",
    )


@pytest.mark.parametrize(("vetoes", "grade"), [([], "差"), (["A10.1"], "差·否决")])
def test_the_line_of_a_region_says_that_it_is_barred(vetoes: list[str], grade: str):
    line = region_line(of_region(vetoes=vetoes), key="1")
    assert lines_of(line)[0][-1].text == grade


def test_many_topics_take_several_pages_and_keep_their_numbers():
    typed = tuple(f"议题{number}" for number in range(1, 13))
    agenda = Agenda((TopicsItem(topics=typed),), {})
    first, second = slides(agenda, {})
    assert first.title == "其他议题（1/2）"
    assert first.words[-1] == "10．议题10"
    assert second.words == ("11．议题11", "12．议题12")


def test_promises_of_six_hundred_characters_have_pages_of_their_own():
    rows = rows_of(standing(), PromiseRow)
    long = [{**row, "what": "限期开工" * 150} if n == 1 else row for n, row in enumerate(rows)]
    agenda = Agenda((PromisesItem(rows=tuple(long)),), {})
    shown = [len(slide.tables[0].lines) for slide in slides(agenda, {})]
    assert shown == [1, 1, 3]
    short = Agenda((PromisesItem(rows=tuple(rows)),), {})
    assert [len(slide.tables[0].lines) for slide in slides(short, {})] == [5]


def test_the_overall_situation_says_lights_changes_and_rates():
    shown = page(built(before=red_frames()), "overall")
    (lead,) = shown.lead
    assert lead.startswith("620000共有项目4个，红灯3个")
    assert [row[0].text for row in lines_of(shown.tables[0])] == ["本次"]
    assert "列入计划小区（个）" in {row[0].text for row in lines_of(shown.tables[1])}
    assert page(built(), "overall").words == ("没有可比较的上次会议，不列变化。",)


def test_a_page_is_copied_as_sentences_and_drawn_with_its_colours():
    red = page(built(), "red")
    text = written(red, foot="（数据截至2023-06-15）").splitlines()
    assert text[:2] == ["【620100：红灯项目3个】", *red.lead]
    assert "1．P1，甲县，未填报，首要原因开工，最长逾期84个工作日（121天），需整改2处" in text
    assert text[-1] == "（数据截至2023-06-15）"
    late = drawn(red, foot="")["tables"][1]["rows"][0][4]
    assert late == {"text": "■84个工作日（121天）", "colour": "#b3261e", "ground": "#fbe4e2"}
