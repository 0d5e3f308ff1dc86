"""Trace codes: every figure has one, it reads back to the same, and no slip of the hand goes unnoticed."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.rating.evaluation import Evaluation
from metrics.scope import Scope
from metrics.sealing.figures import FIGURES, MOST, SHEET, name_of, number_of
from metrics.sealing.trace import (
    DIGITS,
    FIRST_DAY,
    LAST_DAY,
    LENGTH,
    WEIGHTS,
    CodeUnsound,
    Traced,
    basis_of,
    code,
    is_code,
    read,
)
from metrics.standards.catalogue import NATIONAL
from tests import golden_demo

ONE = Traced("A07.1", "620102", date(2023, 7, 31), 2023, 417)
WRITTEN = code(ONE)

FIGURES_DRAWN = st.sampled_from(sorted(FIGURES)) | st.integers(1, 255).map("item:{}".format)
DAYS = st.dates(FIRST_DAY, LAST_DAY)


@st.composite
def traced(draw: st.DrawFn) -> Traced:
    as_of = draw(DAYS)
    year = as_of.year + draw(st.integers(-6, 1))
    region = f"{draw(st.integers(0, 999_999)):06}"
    return Traced(draw(FIGURES_DRAWN), region, as_of, year, draw(st.integers(0, 1023)))


@given(traced())
def test_whatever_has_a_code_reads_back_to_itself(one: Traced):
    written = code(one)
    assert len(written) == 14
    assert is_code(written)
    assert read(written) == one


def test_every_single_wrong_character_and_every_exchange_of_two_is_found():
    # The sum is linear: one wrong character adds weight times difference, an exchange of two the
    # difference of their weights times that of the characters. Neither is ever 0.
    bare = WRITTEN.replace("-", "")
    for place in range(LENGTH):
        for other in set(DIGITS) - {bare[place]}:
            assert not is_code(bare[:place] + other + bare[place + 1 :])
    assert len(set(WEIGHTS)) == LENGTH
    assert 0 not in WEIGHTS


@given(traced())
@settings(max_examples=50)
def test_characters_in_exchanged_places_are_found_in_any_code(one: Traced):
    bare = code(one).replace("-", "")
    for first, second in combinations(range(LENGTH), 2):
        changed = list(bare)
        changed[first], changed[second] = changed[second], changed[first]
        assert is_code("".join(changed)) == (bare[first] == bare[second])


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda text: text.replace("-", ""),
        lambda text: text.replace("-", " — "),
        lambda text: "　" + text.replace("-", "－").translate(WIDE),
        lambda text: text.replace("0", "O").replace("1", "l"),
        lambda text: text.replace("0", "o").replace("1", "I"),
    ],
)
def test_a_code_is_read_however_it_is_typed(change):
    assert read(change(WRITTEN)) == ONE


WIDE = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x30, 0x5B)})


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (WRITTEN[:-1], "应为12个字符.*输入了11个"),
        (WRITTEN + "7", "输入了13个"),
        ("", "输入了0个"),
        ("U" + WRITTEN[1:], "第1个字符“U”不对"),
        (WRITTEN[:-1] + "号", "第12个字符“号”不对"),
        (WRITTEN[:-1] + DIGITS[DIGITS.index(WRITTEN[-1]) - 1], "校验位不符"),
    ],
)
def test_what_is_no_code_is_refused_in_a_sentence(typed: str, says: str):
    with pytest.raises(CodeUnsound, match=says):
        read(typed)


def test_a_figure_that_this_programme_does_not_know_is_told_so():
    # The figure stands in the first nine bits: these are those of figure 118, which no kind has.
    (sound,) = filter(is_code, (f"7C{WRITTEN.replace('-', '')[2:-1]}{last}" for last in DIGITS))
    with pytest.raises(CodeUnsound, match="本程序没有"):
        read(sound)


@pytest.mark.parametrize(
    "one",
    [
        ONE._replace(figure="name"),
        ONE._replace(as_of=date(2018, 12, 31)),
        ONE._replace(as_of=LAST_DAY + timedelta(days=1)),
        ONE._replace(year=2025),
        ONE._replace(year=2016),
        ONE._replace(region="BT0001"),
    ],
)
def test_what_does_not_fit_has_no_code_rather_than_a_wrong_one(one: Traced):
    assert code(one) == ""


def test_years_at_the_bounds_have_codes():
    for year in (2017, 2024):
        assert read(code(ONE._replace(year=year))).year == year


def test_numbers_once_given_never_change():
    given_before = {
        "score": 1, "rank": 2, "grade": 3, "planned": 4, "interval": 5, "vetoes": 6,
        "A01": 16, "A10": 25, "B01": 26, "B10": 35, "A01.1": 40, "A10.1": 60, "B01.1": 61, "B10.1": 75,
        "A01.1:points": 80, "B10.1:points": 115, "planned_compounds": 120, "paid": 129,
        "start_rate": 130, "payment_rate": 134, "returned:planned_compounds": 140,
        "returned:payment_rate": 154, "projects": 160, "lights_红": 161, "lights_黑": 162,
        "lights_黄": 163, "lights_绿（迟）": 164, "lights_绿": 165, "lights_灰": 166, "to_report": 167,
        "red_lines": 168, "issues_open": 169, "issues_overdue": 170, "item:1": 257, "item:255": 511,
    }  # fmt: skip
    assert {name: number_of(name) for name in given_before} == given_before
    assert len(FIGURES) == 6 + 20 + 36 + 36 + 15 + 15 + 11


def test_every_item_and_measure_of_the_standard_has_a_number_of_its_own():
    named = [*NATIONAL.by_code, *NATIONAL.measures]
    assert set(named) <= set(FIGURES)
    assert all(name_of(number) == name for name, number in FIGURES.items())
    assert max(FIGURES.values()) < SHEET < MOST
    assert number_of("item:0") is None
    assert number_of("item:256") is None


@pytest.fixture(scope="module")
def demo() -> Evaluation:
    return golden_demo.demo()


def scope_of(evaluation: Evaluation) -> Scope:
    return Scope(evaluation.place, evaluation.as_of, evaluation.year, golden_demo.PACK)


def test_every_figure_of_the_demo_reads_back_and_no_two_share_a_code(demo: Evaluation):
    basis = basis_of(scope_of(demo), demo)
    figures = [
        Traced(figure, region, demo.as_of, demo.year, basis)
        for figure in FIGURES
        for region in demo.regions["region"]
    ]
    codes = [code(each) for each in figures]
    assert len(set(codes)) == len(figures)
    assert [read(each) for each in codes] == figures


def test_the_basis_follows_place_day_year_rules_and_data(demo: Evaluation):
    scope = scope_of(demo)
    own = basis_of(scope, demo)
    assert own == basis_of(scope._replace(rules_on=scope.as_of), demo)  # the same day, said aloud
    others = [
        basis_of(scope._replace(year=2022), demo),
        basis_of(scope._replace(rules="gansu"), demo),
        basis_of(scope._replace(rules_on=date(2023, 1, 1)), demo),
    ]
    assert own not in others
