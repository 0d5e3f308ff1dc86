"""What officers suppose of rules: read, refused in a sentence, and written so that a link can hold it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.changes.rules_changed import RATED
from metrics.changes.supposed.supposition import LONGEST, joined, supposed, supposing
from metrics.packs.pack import load_pack
from tests.test_agreement import thorough

RULES = load_pack("gansu").on(date(2023, 6, 30))


def refused(text: str) -> dict[str, str]:
    found = supposed(RULES, text)
    assert found.rules is RULES
    assert not found.text
    return dict(found.refused)


def test_parts_of_rules_are_supposed_and_the_others_stay():
    found = supposed(RULES, "consent_min=80%;item_weights.A07=8;veto_measures=A02.2,A10.1")
    assert not found.refused
    assert found.rules.rule("consent_min").raw == "80%"
    assert found.rules["item_weights"] == RULES["item_weights"] | {"A07": 8}
    assert found.rules["veto_measures"] == ("A02.2", "A10.1")
    assert found.rules["participation_min"] == RULES["participation_min"]
    assert found.rules.rule("consent_min").document == "假设"


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("points.A07.1=threshold:90%", {"shape": "threshold", "target": "90%"}),
        ("points.A07.1=linear:50%:90%", {"shape": "linear", "floor": "50%", "target": "90%"}),
        ("points.B04.1=proportional", {"shape": "proportional"}),
    ],
)
def test_a_points_function_is_its_shape_then_floor_and_target(text: str, raw: dict[str, str]):
    measure = text.partition("=")[0].removeprefix("points.")
    found = supposed(RULES, text)
    assert found.rules.rule("points").raw[measure] == raw
    assert found.text == text


def test_what_is_in_force_anyway_is_no_supposition():
    found = supposed(RULES, "consent_min=75%;item_weights.A07=5")
    assert found.text == ""
    assert found.rules.rule("consent_min") == RULES.rule("consent_min")
    assert supposing(RULES, {key: RULES.rules[key].raw for key in RATED}).text == ""


def test_full_width_signs_are_read_as_the_others():
    assert supposed(RULES, "consent_min=８０％").text == "consent_min=80%"
    bands = supposed(RULES, "grade_bands.优=\uff3b95，100\uff3d;grade_bands.良=\uff3b80，95）")
    assert bands.text == "grade_bands.优=[95,100];grade_bands.良=[80,95)"


@pytest.mark.parametrize(
    ("text", "named", "sentence"),
    [
        ("consent_min=180%", "consent_min", "应为0%至100%之间的比例，写作“75%”或“2/3”"),
        ("grade_bands.优=[95,100]", "grade_bands", "各等次应从高到低首尾相接，恰好覆盖0至100分"),
        ("grade_bands.优=90到100", "grade_bands", "分数段应写作“[80,90)”"),
        ("min_compounds=三", "min_compounds", "应为不小于0的整数"),
        ("item_weights.A07=-1", "item_weights", "分值不得为负，合计应大于0"),
        ("item_weights.C01=5", "item_weights.C01", "没有“C01”这一部分"),
        ("consent=80%", "consent", "参数不存在"),
        ("review_days=5", "review_days", "参数不影响得分、等次和名次"),
        ("veto_measures=B04.1", "veto_measures", "应为不重复的、逐条判定的衡量内容编号"),
        ("built_year_max=99999999999999999999", "built_year_max", "数值应不超过100万"),
        ("consent_min=1/99999999", "consent_min", "小数不超过6位"),
        ("veto_effect=cap;veto_grade_cap=乙", "veto_grade_cap", "“乙”不是等次分数段中的等次"),
        ("points.B04.1=linear:50%:social_share_target", "social_share_target", "目标应大于"),
        ("grade_bands={", "grade_bands", "请写明其中一部分"),
        (f"consent_min={'8' * LONGEST}", "", "超过2000个字"),
    ],
)
def test_what_cannot_be_supposed_is_refused_in_a_sentence(text: str, named: str, sentence: str):
    found = refused(text)
    assert list(found) == [named]
    assert sentence in found[named]


def test_one_wrong_value_refuses_the_whole_supposition():
    assert list(refused("item_weights.A07=8;consent_min=1.5;foo=1")) == ["consent_min", "foo"]


def test_grades_can_be_supposed_as_a_whole():
    raw = {"甲": "[60,100]", "乙": "[0,60)"}
    found = supposing(RULES, {"grade_bands": raw})
    assert [band.grade for band in found.rules["grade_bands"]] == ["甲", "乙"]
    assert supposed(RULES, found.text).rules.digest == found.rules.digest


def test_signs_that_part_assignments_may_stand_in_a_value():
    assert joined(["content_items.提升=养老;托育~"]) == "content_items.提升=养老~1托育~0"
    assert (
        supposed(RULES, joined(["content_items.提升=养老;托育~"])).rules["content_items"][
            "养老;托育~"
        ]
        == "提升"
    )


SHARES = st.sampled_from(["0%", "2/3", "75%", "80%", "100%"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "consent_min": SHARES,
    "survey_rate_min": SHARES,
    "consent_base": st.sampled_from(["participants", "households"]),
    "built_year_max": st.integers(1980, 2010),
    "not_applicable": st.sampled_from(["spread", "full", "zero"]),
    "veto_measures": st.lists(st.sampled_from(["A02.2", "A07.1", "A10.1"]), unique=True),
    "item_weights": st.fixed_dictionaries(
        {code: st.sampled_from([5, 8, 2.5]) for code in RULES["item_weights"]}
    ),
    "points": st.fixed_dictionaries(
        {"default": st.just({"shape": "proportional"})},
        optional={"A07.1": st.just({"shape": "threshold", "target": "80%"})},
    ),
    "grade_bands": st.just({"优": "[85,100]", "良": "[70,85)", "中": "[60,70)", "差": "[0,60)"}),
}
SUPPOSITIONS = st.fixed_dictionaries({}, optional=VALUES)


@thorough
@given(raws=SUPPOSITIONS)
def test_the_text_of_a_supposition_is_read_as_what_was_supposed(raws: dict[str, Any]):
    found = supposing(RULES, raws)
    again = supposed(RULES, found.text)
    assert not found.refused
    assert found.rules == RULES.but(**raws)
    assert (again.rules, again.text) == (found.rules, found.text)


@thorough
@given(text=st.text(alphabet='consent_mi=8%;.~A07,[]{}:"0①％', max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str):
    found = supposed(RULES, text)
    assert bool(found.refused) == (found.rules is RULES and not found.text and bool(found.refused))
    assert not supposed(RULES, found.text).refused
