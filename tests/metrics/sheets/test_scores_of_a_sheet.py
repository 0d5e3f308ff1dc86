"""What the items of the default sheet earn, from counts and from records, as an officer would reckon."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
import pytest

from metrics.packs.pack import load_pack
from metrics.rating import scoring
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rating.functions import Scored, ToFull
from metrics.rating.targets import ruling
from metrics.records.frames import Frames
from metrics.records.given.tables import HAND_SCORES, TARGETS, Given
from metrics.sheets.catalogue import sheet
from tests.metrics.small_frames import division, frames

SHEET = sheet("default100")
NATION = load_pack("national").on(date(2023, 6, 30))
PLACES = [
    division("620000", "省", None),
    division("620100", "市", "620000"),
    division("620102", "县", "620100"),
    division("620103", "县", "620100"),
]


def place(**changed: Any) -> Mapping[str, Any]:
    """Return the rules of the sheet without records, with some of them changed."""
    return {**ruling(NATION, SHEET, frames(regions=PLACES)), **changed}


def counts(*rows: tuple[str, int, int, int, int]) -> pl.DataFrame:
    """Return the counts of one county: measure, numerator, denominator, unknown, unmet."""
    schema = ["measure", "numerator", "denominator", "unknown", "unmet"]
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        region=pl.lit("620102"),
        amounts=pl.col("measure").replace_strict({m: x.amounts for m, x in SHEET.measures.items()}),
    )


def points(
    table: pl.DataFrame, rules: Mapping[str, Any], *, favour: bool = False
) -> dict[str, str]:
    """Return what each item earned, to two decimals."""
    won: dict[str, Fraction] = {}
    for row in scoring.earned(table, rules, SHEET, favour=favour).iter_rows(named=True):
        item = SHEET.item_of[row["measure"]].code
        earned = Fraction(row["weight"]) * Fraction(int(row["part"]), int(row["whole"]))
        won[item] = won.get(item, Fraction(0)) + earned
    return {item: f"{float(value):.2f}" for item, value in won.items()}


EXAMPLE = counts(
    ("D1.1", 90, 100, 0, 10), ("D1.2", 95, 100, 0, 1), ("D2.1", 8, 8, 0, 0),
    ("D3.1", 75, 100, 0, 1), ("D4.1", 60, 100, 0, 1), ("D5.1", 200, 400, 0, 1),
    ("D6.1", 760, 800, 0, 1), ("D7.1", 88, 100, 0, 12), ("D8.1", 97, 100, 0, 3),
    ("D8.2", 98, 100, 0, 2), ("D9.1", 83, 100, 0, 1), ("D10.1", 70, 100, 0, 30),
    ("D10.2", 71, 100, 0, 29), ("D11.1", 50, 100, 0, 1), ("D12.1", 5, 6, 0, 1),
)  # fmt: skip


def test_the_worked_example_adds_up_to_83_80():
    scored = {**SHEET.lays_down["scored"].value, "D11": Scored(ToFull(), Fraction(1))}
    rules = place(scored=scored)
    assert points(EXAMPLE, rules) == {
        "D1": "9.00", "D2": "10.00", "D3": "6.00", "D4": "7.50", "D5": "2.00", "D6": "7.60",
        "D7": "8.80", "D8": "9.70", "D9": "10.00", "D10": "4.20", "D11": "3.00", "D12": "6.00",
    }  # fmt: skip
    assert scoring.scores(scoring.earned(EXAMPLE, rules, SHEET), rules)["score"].item() == 8380


def test_unless_the_place_says_otherwise_money_of_society_is_full_at_its_target_of_a_fifth():
    assert points(EXAMPLE, place())["D11"] == "6.00"


def test_what_does_not_apply_is_spread_given_in_full_or_lost_as_the_sheet_says():
    table = counts(("D7.1", 1, 2, 0, 1))
    for treatment, score in (("spread", 5000), ("full", 9500), ("zero", 500)):
        rules = place(not_applicable=treatment)
        assert scoring.scores(scoring.earned(table, rules, SHEET), rules)["score"].item() == score


def test_an_item_not_scored_by_hand_is_unknown_and_not_zero():
    table = counts(("D5.1", 0, 0, 1, 0), ("D7.1", 2, 2, 0, 0))
    assert points(table, place())["D5"] == "0.00"
    assert points(table, place(), favour=True)["D5"] == "4.00"


def test_a_target_that_nobody_set_leaves_the_item_open():
    scored = {**SHEET.lays_down["scored"].value, "D7": Scored(ToFull(), None, by_region=True)}
    table = counts(("D7.1", 2, 2, 0, 0))
    assert points(table, place(scored=scored))["D7"] == "0.00"
    assert points(table, place(scored=scored), favour=True)["D7"] == "10.00"


def compound(code: str, **values: Any) -> dict[str, Any]:
    known = {"planned_on": date(2023, 1, 10), "households": 100, "project": "甲"}
    return {"compound": code, "name": code, **known, **values}


def targets(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame([(*row, "甲文") for row in rows], schema=TARGETS, orient="row")


def hand_scores(*rows: tuple[str, str, int]) -> pl.DataFrame:
    told = [(*row, "评分人", date(2023, 7, 3), "现场核查") for row in rows]
    return pl.DataFrame(told, schema=HAND_SCORES, orient="row")


def small(**given: pl.DataFrame) -> Frames:
    project = {"project": "甲", "name": "甲", "region": "620102", "plan_year": 2023}
    other = {"project": "乙", "name": "乙", "region": "620103", "plan_year": 2023}
    made = frames(
        reporting=["620102"],
        regions=PLACES,
        projects=[project, other],
        compounds=[
            compound("1", started_on=date(2023, 4, 1)),
            compound("2", households=300),
            compound("3", project="乙", started_on=date(2023, 4, 1)),
        ],
    )
    return replace(made, given=Given(**given))


def rated(**given: pl.DataFrame) -> Evaluation:
    return evaluate(small(**given), NATION, "620000", standard=SHEET)


def earned(found: Evaluation, region: str, item: str) -> Fraction:
    rows = found.earnings.filter(region=region).iter_rows(named=True)
    return sum(
        (
            Fraction(row["weight"]) * Fraction(int(row["part"]), int(row["whole"]))
            for row in rows
            if SHEET.item_of[row["measure"]].code == item
        ),
        Fraction(0),
    )


def test_a_start_counts_by_the_lower_of_compounds_and_households():
    found = rated()
    assert earned(found, "620102", "D1") == Fraction(10, 4)
    assert earned(found, "620103", "D1") == 10
    assert earned(found, "620100", "D1") == 10 * Fraction(200, 500)


def test_a_target_of_its_own_comes_before_that_of_the_city_and_that_before_the_sheet():
    found = rated(targets=targets(("620100", "D1", "50%"), ("620102", "D1", "25%")))
    assert earned(found, "620102", "D1") == 10
    assert earned(found, "620100", "D1") == 8
    found = rated(targets=targets(("620100", "D1", "50%")))
    assert earned(found, "620102", "D1") == 5


def test_points_given_to_a_city_are_its_own_and_not_the_sum_of_its_counties():
    found = rated(hand_scores=hand_scores(("620102", "D5", 400), ("620100", "D5", 150)))
    assert earned(found, "620102", "D5") == 4
    assert earned(found, "620103", "D5") == 0
    assert earned(found, "620100", "D5") == Fraction(3, 2)
    unknown = found.counts.filter(measure="D5.1")
    assert dict(unknown.select("region", "unknown").iter_rows()) == {
        "620100": 0, "620102": 0, "620103": 1,
    }  # fmt: skip


def test_the_evidence_of_points_given_by_hand_tells_who_gave_them_when_and_why():
    found = rated(hand_scores=hand_scores(("620100", "D5", 150), ("620102", "D5", 400)))
    rows = found.evidence("D5.1", region="620100")
    assert rows.select("record", "met", "amount", "scorer", "evidence").rows() == [
        ("620100 失分", False, 250, "评分人", "现场核查"),
        ("620100 得分", True, 150, "评分人", "现场核查"),
    ]


def test_a_county_that_reported_nothing_is_not_taken_to_have_no_issues():
    rows = dict(rated().counts.filter(measure="D12.1").select("region", "unknown").iter_rows())
    assert rows == {"620000": 1, "620100": 1, "620102": 0, "620103": 1}


def test_unknown_items_open_the_interval_of_ranks():
    scores = {row["region"]: row for row in rated().scores.iter_rows(named=True)}
    assert scores["620102"]["rank"] is not None
    assert scores["620102"]["rank_worst"] > scores["620102"]["rank_best"]


def test_a_gate_caps_the_grade_of_who_stays_below_it_for_certain():
    rules = place(gates={"D7.1": Fraction(3, 4)}, veto_effect="cap", veto_grade_cap="良")
    below = scoring.vetoes(counts(("D7.1", 7, 10, 0, 3)), rules)
    assert below.select("vetoes", "barred").rows() == [(["D7.1"], True)]
    may_be = scoring.vetoes(counts(("D7.1", 7, 10, 1, 2)), rules)
    assert may_be.select("vetoes", "barred", "barred_at_worst").rows() == [([], False, True)]
    above = scoring.vetoes(counts(("D7.1", 3, 4, 0, 1)), rules)
    assert above.select("barred", "barred_at_worst").rows() == [(False, False)]


def test_a_sheet_of_a_total_other_than_100_is_scored_out_of_that_total():
    weights = {item: Fraction(6, 5) * worth for item, worth in place()["item_weights"].items()}
    rules = place(item_weights=weights)
    table = counts(("D7.1", 1, 2, 0, 1), ("D11.1", 2, 10, 0, 8))
    score = scoring.scores(scoring.earned(table, rules, SHEET), rules)["score"].item()
    assert score == round(12_000 * (5 + 6) / 16)


@pytest.mark.parametrize("measure", SHEET.measures)
def test_every_figure_judges_nothing_where_nothing_was_reported(measure: str):
    empty = Frames.of(as_of=date(2023, 6, 30), year=2023, tables={})
    judged = SHEET.measures[measure].judge(empty, NATION).collect()
    assert judged.is_empty()
    assert list(judged.schema.items())[:4] == [
        ("record", pl.String), ("region", pl.String), ("met", pl.Boolean), ("amount", pl.Int64),
    ]  # fmt: skip
