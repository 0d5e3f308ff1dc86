"""An agenda kept before its causes said what they are about is read, shown and answered as before."""

import json
from datetime import date

from metrics.dispatch import meeting_agenda
from metrics.views.dispatch import order_causes
from metrics.views.dispatch.meeting_slides import slides
from sql.dispatch import kept_agendas
from tests.metrics.changes.test_rank_moves import D1, D2, on
from tests.metrics.changes.test_rank_moves import rules as operators
from tests.metrics.dispatch.test_agenda import built, standing
from tests.metrics.dispatch.test_way_out import red_frames
from tests.reading_tables import lines_of

CAUSES = (
    {"kind": "环节", "reference": "XM2022-99120701 意愿征询", "region": "991207",
     "words": "意愿征询逾期", "days": 940},
    {"kind": "整改问题", "reference": "WT0017", "region": "991207",
     "words": "逾期问题：信访　渗漏（WT0017）", "days": 31},
    {"kind": "否决内容", "reference": "991207 A09.3", "region": "991207",
     "words": "属实事件：安全事故", "days": None},
    {"kind": "衡量内容", "reference": "991207 A02.2", "region": "991207",
     "words": "否决内容：A02.2　对象符合条件", "days": None},
)  # fmt: skip
PROJECT = {
    "project": "XM2022-99120701", "name": "兴工路197号小区等改造项目", "region": "991207",
    "owner": None, "days_late": 940, "fixes": 4,
}  # fmt: skip
FACTS = {
    "name": "昭陵市", "lights": {"红": 1, "黑": 0, "黄": 0, "绿（迟）": 0, "绿": 0, "灰": 0},
    "changes": None, "rank": None, "red_projects": 1,
    "ways": {
        "lights": {
            "records": 1, "kinds": [["意愿征询", 1]],
            "rows": [{"region": "991207", "project": "XM2022-99120701", "sheet": "小区",
                      "record": "XQ1", "field": "意愿征询完成日期", "reason": "意愿征询逾期",
                      "ends": "填报意愿征询完成日期，日期不晚于2024-08-02", "days": 940}],
        },
        "vetoes": {"records": 0, "rows": []}, "score": None,
    },
}  # fmt: skip


def kept(*causes: dict[str, object]) -> str:
    """Write an agenda as the version before this one kept it."""
    item = {"key": "red-991200", "part": "red", "region": "991200",
            "rows": [{"causes": causes, **PROJECT}]}  # fmt: skip
    return json.dumps({"items": [item], "regions": {"991200": FACTS}}, ensure_ascii=False)


def test_causes_kept_without_it_say_what_they_are_about():
    (item,) = kept_agendas.read(kept(*CAUSES)).items
    about = [cause["about"] for cause in item.rows[0]["causes"]]
    assert about == ["意愿征询", "逾期问题", "属实事件", "否决内容"]


def test_the_page_names_the_first_cause_as_it_did():
    shown = []
    for cause in CAUSES:
        (page,) = slides(kept_agendas.read(kept(cause)), {})
        shown.append(lines_of(page.tables[1])[0][3].text)
    assert shown == ["意愿征询", "逾期问题", "属实事件", "否决内容"]


def test_an_order_for_it_is_offered_in_the_same_words():
    (item,) = kept_agendas.read(kept(*CAUSES)).items
    project = "XM2022-99120701 兴工路197号小区等改造项目　"
    assert list(order_causes.at_item(item, {"veto_measures": ()}, {})) == [
        f"{project}意愿征询逾期940天",
        f"{project}逾期问题：信访　渗漏（WT0017），逾期31天",
        f"{project}属实事件：安全事故",
        f"{project}否决内容：A02.2　对象符合条件",
    ]


def test_an_agenda_reads_back_as_it_was_written():
    made = built(before=red_frames(), promises=standing(), topics=['引号"与\\ <b>'])
    assert kept_agendas.read(kept_agendas.write(made)) == made
    assert made.items[1].rows[0]["due"] == date(2023, 6, 20)


def test_one_kept_before_causes_and_kinds_were_told_can_be_read():
    agenda = json.loads(kept_agendas.write(built()))
    for row in agenda["items"][1]["rows"]:
        del row["causes"]
    del agenda["regions"]["620100"]["ways"]["lights"]["kinds"]
    del agenda["regions"]["620100"]["to_report"], agenda["regions"]["620100"]["why"]
    read = kept_agendas.read(json.dumps(agenda))
    assert [row["causes"] for row in read.items[1].rows] == [[], [], []]
    _, red = slides(read, {})
    assert red.lead == ("消除红灯需整改4处（最少）。",)
    assert [row[3].text for row in lines_of(red.tables[1])] == ["—", "—", "—"]


def test_changes_are_kept_in_one_object_and_read_again():
    row = {"region": "100000", "name": "全国", "started": 8673}
    agenda = {"items": [{"key": "changes", "part": "changes", "region": None, "rows": [row]}],
              "regions": {}}  # fmt: skip
    (page,) = slides(kept_agendas.read(json.dumps(agenda)), {})
    assert [cell.text for cell in lines_of(page.tables[0])[0]][:2] == ["全国", "8,673"]


def test_why_a_rank_moved_is_kept_with_the_meeting_and_said_of_its_region():
    packs, half = operators(), (True, True, True, False)
    before = on(D1, (False,) * 4, half, (True,) * 4)
    made = meeting_agenda.built(
        on(D2, (True,) * 4, half, (False,) * 4), packs, place="620100", promises=standing().clear(),
        before=meeting_agenda.Earlier(before, before, packs), topics=(),
    )  # fmt: skip
    read = kept_agendas.read(kept_agendas.write(made))
    assert read == made
    last = next(page for page in slides(read, {}) if page.region == "620104")
    assert last.title == "620104：排名第3名，比上期降2位"
    assert last.words[0] == (
        "与上次会议相比，名次降2位，得分降100.00分：B05.1规模化实施运营主体失100.00分"
        "（4个项目由达标转为不达标）。"
    )
