"""The value of a rule becomes fields and is put together again as it was."""

from datetime import date

import pytest

from metrics.packs.keys import KEYS
from metrics.packs.pack import shipped
from metrics.views.rating.rule_fields import Field, fields, rebuilt, word_text

TODAY = date(2024, 7, 5)
RULES = shipped("gansu").on(TODAY)


def field(key: str, label: str = "") -> Field:
    (one,) = [each for each in fields(RULES, key, today=TODAY) if each.label == label]
    return one


@pytest.mark.parametrize("key", sorted(RULES))
def test_every_rule_that_ships_comes_back_from_its_fields_as_it_is_read(key: str):
    raw = RULES.rule(key).raw
    again = rebuilt(raw, {each.path: each.held for each in fields(RULES, key, today=TODAY)})
    assert KEYS[key].read(again) == RULES[key]


def test_a_rhythm_has_a_field_for_each_of_its_words():
    labels = [each.label for each in fields(RULES, "cadence", today=TODAY)]
    assert labels[:2] == ["督导·时间", "督导·遇休息日"]


@pytest.mark.parametrize(
    ("key", "label", "words"),
    [
        ("veto_effect", "", ("last", "cap", "flag")),
        ("veto_grade_cap", "", ("中", "优", "良", "差")),
        ("consent_base", "", ("participants", "households")),
        ("scheduled_progress", "", ("自然日", "工作日")),
        ("full_start_display", "", ("仅全国", "是", "否")),
        ("due_moves_to_workday", "问题", ("否", "是")),
        ("report_questions", "累计数减少", ("是", "否")),
        ("report_questions", "开工未列入计划", ("是", "否")),
        ("cadence", "督导·遇休息日", ("顺延", "提前", "照常")),
        ("offered_deadlines", "下次会议", ("督导", "培训", "调度")),
        ("light_order", "", ("红", "黑", "黄", "绿（迟）", "绿", "灰")),
        ("red_lines", "", ("属实事件", "逾期问题", "否决内容")),
        ("points", "其他各条·方式", ("proportional", "threshold", "linear")),
    ],
)
def test_a_word_is_chosen_from_those_that_the_rule_reads(
    key: str, label: str, words: tuple[str, ...]
):
    assert field(key, label).words == words


def test_what_is_wrong_with_a_part_of_a_rule_names_the_part():
    raw = RULES.rule("report_questions").raw | {"删除记录比例": "150%"}
    with pytest.raises(ValueError, match=r"^“删除记录比例”应为0%至100%之间的比例"):
        KEYS["report_questions"].read(raw)


@pytest.mark.parametrize("key", ["cadence", "reporting"])
def test_every_rhythm_that_is_offered_reads(key: str):
    raw = RULES.rule(key).raw
    listed = fields(RULES, key, today=TODAY)
    times = [each for each in listed if each.path[-1] == "时间"]
    assert all(len(each.words) >= 7 + 14 + 31 for each in times)
    for one in times:
        for word in one.words:
            typed = {each.path: each.held for each in listed} | {one.path: word}
            KEYS[key].read(rebuilt(raw, typed))


def test_a_measure_is_offered_with_its_title():
    held = field("veto_measures").held
    assert isinstance(held, list) and held[0] == "A02.2"
    assert word_text("veto_measures", "A02.2").startswith("A02.2 ")
    assert len(word_text("veto_measures", "A02.2")) > len("A02.2 ")
    assert word_text("veto_effect", "cap") == "等次封顶"


def test_a_number_is_one_and_a_weight_may_be_parted():
    assert (
        field("min_compounds").held == 5
        and field("item_weights", "A01 建立统筹协调机制").held == 5.0
    )
    weights = {each.path: each.held for each in fields(RULES, "item_weights", today=TODAY)}
    again = rebuilt(RULES.rule("item_weights").raw, weights | {("A01",): 2.5})
    assert again["A01"] == 2.5 and again["A02"] == 5 and isinstance(again["A02"], int)
    assert str(KEYS["item_weights"].read(again)["A01"]) == "5/2"


def test_the_name_of_another_rule_is_read_and_written_in_words():
    target = field("points", "B04.1 社会与居民出资占比·目标")
    assert target.held == "社会力量与居民出资占比目标"
    typed = {each.path: each.held for each in fields(RULES, "points", today=TODAY)}
    assert rebuilt(RULES.rule("points").raw, typed)["B04.1"]["target"] == "social_share_target"


@pytest.mark.parametrize(
    ("key", "raw", "sentence"),
    [
        ("consent_min", "多数", "应为0%至100%之间的比例"),
        ("consent_min", "1/0", "应为0%至100%之间的比例"),
        ("item_weights", {**RULES.rule("item_weights").raw, "A01": "五"}, "“五”不是数"),
        ("grade_bands", {"优": "[1.2.3,100]"}, "“1.2.3”不是数"),
        ("cadence", {}, "应逐项写明工作和时间"),
        ("cadence", {" ": {"时间": "每周一", "遇休息日": "顺延"}}, "每项工作应写明名称"),
        (
            "cadence",
            {"督导": {"时间": "自2022-13-45起每两周", "遇休息日": "顺延"}},
            "“2022-13-45”不是日期",
        ),
    ],
)
def test_what_does_not_read_is_told_in_words_of_officers(key: str, raw: object, sentence: str):
    with pytest.raises(ValueError, match=sentence):
        KEYS[key].read(raw)
