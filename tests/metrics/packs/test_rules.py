"""Rule packs: the values of the table in standard.md §2, dates, inheritance, strictness."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import RuleNotInForce, RulePackInvalid, UnknownChoice
from metrics.packs import pack as rules
from metrics.packs.keys import KEYS

DAY = date(2023, 7, 31)

SHIPPED = {
    "gansu": (2000, "75%", "75%", "participants", "70%", "75%", "80%"),
    "baoding": (2000, "80%", "80%", "households", "80%", "0%", "80%"),
    "national": (2000, "2/3", "2/3", "participants", "2/3", "50%", "80%"),
}
THRESHOLDS = (
    "built_year_max", "participation_min", "consent_min", "consent_base", "scheme_vote_min",
    "survey_rate_min", "satisfaction_min",
)  # fmt: skip


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_packs_hold_the_table_of_the_standard(name: str):
    pack = rules.load_pack(name).on(DAY)
    expected = [KEYS[key].read(raw) for key, raw in zip(THRESHOLDS, SHIPPED[name], strict=True)]
    assert [pack[key] for key in THRESHOLDS] == expected


def test_every_key_resolves_in_every_pack():
    for name in rules.pack_names():
        assert set(rules.load_pack(name).on(DAY)) == set(KEYS)


def test_what_a_pack_does_not_hold_is_its_parents_and_says_so():
    gansu = rules.load_pack("gansu").on(DAY)
    assert gansu["veto_measures"] == ("A02.2", "A02.3", "A03.2", "A09.3", "A10.1")
    assert gansu.rules["veto_measures"].inherited
    assert not gansu.rules["consent_min"].inherited
    assert gansu.rules["consent_min"].document == "甘建城〔2022〕15号"


def test_a_value_not_yet_in_force_is_the_parents():
    assert rules.load_pack("gansu").on(date(2022, 1, 17))["consent_min"] == Fraction(2, 3)
    assert rules.load_pack("gansu").on(date(2022, 1, 18))["consent_min"] == Fraction(3, 4)


def test_no_value_anywhere_names_key_place_and_day():
    with pytest.raises(RuleNotInForce) as caught:
        rules.load_pack("gansu").on(date(2020, 1, 1))["built_year_max"]
    for part in ("甘肃省", "620000", "built_year_max", "2020-01-01", "2021-12-14"):
        assert part in str(caught.value)
    assert "--" not in str(caught.value)


def test_a_day_before_a_rule_misses_it_only_where_it_is_asked_for():
    early = rules.load_pack("gansu").on(date(2020, 1, 1))
    assert "built_year_max" not in early
    assert early.but(consent_min="80%")["consent_min"] == Fraction(4, 5)
    with pytest.raises(RuleNotInForce, match="consent_min"):
        early["consent_min"]


PACK = """
place: "650000"
name: 某省
inherits: national
rules:
  consent_min:
    2023-01-01: {{{value}}}
"""


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("value: 120%, document: 某文", "consent_min"),
        ("value: 0.75, document: 某文", "consent_min"),
        ("value: 约八成, document: 某文", "consent_min"),
        ("value: 80%", "document"),
        ("value: 80%, document: 某文, colour: red", "colour"),
    ],
    ids=["above one", "a float", "words", "no document", "unknown field"],
)
def test_a_wrong_value_fails_the_loading(value: str, complaint: str):
    with pytest.raises(RulePackInvalid, match=complaint):
        rules._written("某省", PACK.format(value=value))


def test_an_unknown_key_fails_the_loading():
    text = PACK.format(value="value: 80%, document: 某文").replace("consent_min", "consent_mim")
    with pytest.raises(RulePackInvalid, match="consent_mim"):
        rules._written("某省", text)


@pytest.mark.parametrize(
    "bands",
    [
        {"优": "[90,100]", "差": "[0,80)"},
        {"优": "[90,100]", "差": "[0,90]"},
        {"优": "(90,100]", "差": "[0,90)"},
        {"优": "[90,100)", "差": "[0,90)"},
        {"优": "90以上", "差": "[0,90)"},
    ],
    ids=["a gap", "90 twice", "90 nowhere", "100 nowhere", "words"],
)
def test_bands_that_do_not_cover_every_score_once_fail(bands: dict[str, str]):
    with pytest.raises(ValueError, match="分"):
        KEYS["grade_bands"].read(bands)


@given(st.integers(0, 10_000))
def test_every_score_has_exactly_one_grade(hundredths: int):
    bands = rules.load_pack("national").on(DAY)["grade_bands"]
    assert sum(band.covers(Fraction(hundredths, 100)) for band in bands) == 1


def test_an_unknown_pack_is_answered_with_those_that_exist():
    with pytest.raises(UnknownChoice, match="baoding、gansu、national"):
        rules.load_pack("atlantis")


@pytest.mark.parametrize(
    ("code", "name"),
    [("620102", "gansu"), ("130602", "baoding"), ("130102", "national"), ("", "national")],
)
def test_the_nearest_place_with_a_pack_rules(code: str, name: str):
    assert rules.pack_for_place(code).name == name


def test_the_digest_follows_the_values_and_not_the_day():
    gansu = rules.load_pack("gansu")
    assert gansu.on(date(2023, 1, 1)).digest == gansu.on(DAY).digest
    assert gansu.on(date(2022, 1, 17)).digest != gansu.on(DAY).digest


@pytest.mark.parametrize(
    ("key", "raw"),
    [("veto_measures", ["B04.1"]), ("social_share_target", "0%"), ("local_share_target", "0%")],
    ids=["a share of money as a veto", "no social share to reach", "no local share to reach"],
)
def test_what_could_never_be_judged_is_refused(key: str, raw: object):
    with pytest.raises(ValueError, match="应"):
        KEYS[key].read(raw)


@pytest.mark.parametrize(
    "shape",
    [{"shape": "threshold", "target": "0%"}, {"shape": "linear", "floor": "80%", "target": "80%"}],
    ids=["a threshold of nothing", "a line without a slope"],
)
def test_points_need_something_to_reach(shape: dict[str, str]):
    with pytest.raises(ValueError, match="大于"):
        KEYS["points"].read({"default": shape})
