"""同类县区 as people read it."""

from fractions import Fraction
from typing import Any

import polars as pl

from metrics.comparison.likeness import County, Likeness, Peer
from metrics.progress.rates import ledger
from metrics.rating.evaluation import evaluate
from metrics.views.rating.peer_tables import peer_table, peer_words
from tests.metrics.changes.test_rank_moves import ALL, D2, HALF, OPERATORS, THREE, on

EVALUATION = evaluate(on(D2, ALL, THREE, HALF), OPERATORS, "620100")
PROGRESS: pl.DataFrame = ledger(EVALUATION.frames)

ALL_SEEN = ("620102", "620103")


def county(region: str, **values: Any) -> County:
    nothing = {"households": None, "funding": None, "heated": None, "old": None, "dated": 0}
    return County(region, **(nothing | values))


def test_the_county_stands_first_and_its_peers_by_nearness():
    own = county("620103", households=0, funding=1_000_000)
    found = Likeness(
        own, ("heated", "old"), (Peer(county("620102"), Fraction(2), ("households", "funding")),)
    )
    table = peer_table(EVALUATION, found, PROGRESS, seen=ALL_SEEN)
    assert [cell.text for cell in table.at("place")] == ["本县区", "1"]
    assert [cell.text for cell in table.at("score")] == ["75.00", "100.00"]
    # A reported 0 is a 0, what was not reported a dash.
    assert [cell.text for cell in table.at("households")] == ["0", "—"]
    assert [cell.text for cell in table.at("funding")] == ["1.00", "—"]
    assert peer_words(EVALUATION, found, seen=ALL_SEEN) == (
        "条件最接近的1个县区中，有1个得分高于620103（75.00分）；620103未报北方采暖地区、小区建成年份，没有按此比较；"
        "620102未报计划户数、资金筹措能力，按相差最远计。"
    )


def test_of_whom_nothing_is_known_it_is_said():
    missing = ("households", "funding", "heated", "old")
    found = Likeness(county("620103"), missing, ())
    assert "无法找出条件接近的县区" in peer_words(EVALUATION, found, seen=ALL_SEEN)
    assert len(peer_table(EVALUATION, found, PROGRESS, seen=ALL_SEEN).lines) == 1


def test_what_records_tell_of_others_is_kept_from_who_does_not_see_them():
    own = county("620103", households=5, funding=1_000_000, old=Fraction(1, 2), dated=2)
    other = county("620102", households=6, funding=2_000_000, old=Fraction(1), dated=2)
    found = Likeness(own, (), (Peer(other, Fraction(1), ("heated",)),))
    table = peer_table(EVALUATION, found, PROGRESS, seen=("620103",))
    assert [cell.text for cell in table.at("funding")] == ["1.00", "不公开"]
    assert [cell.text for cell in table.at("old")] == ["50.0%", "不公开"]
    assert [cell.text for cell in table.at("households")] == ["5", "6"]
    assert "未报" not in peer_words(EVALUATION, found, seen=("620103",))
