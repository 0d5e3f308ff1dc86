"""A seal of a city holds the records of the city, and its evaluation is the same from them alone."""

from dataclasses import replace

import polars as pl
from hypothesis import Phase, given, settings

from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from metrics.records.digest import data_digest
from metrics.records.frames import Frames
from metrics.scope import Scope
from metrics.sealing.own_part import own_part
from metrics.sealing.seal import digest_of, seal
from metrics.sealing.verifying import verify
from metrics.sealing.written import written
from metrics.sheets.catalogue import sheet
from tests.metrics.rating.test_evaluation import TWO_COUNTIES, province
from tests.metrics.sealing.test_sealing import MADE
from tests.metrics.sheets.test_scores_of_a_sheet import NATION, PLACES, hand_scores, small, targets
from tests.metrics.small_frames import division, frames
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of

SHEET = sheet("default100")


def test_a_province_alone_is_kept_whole():
    held = province(TWO_COUNTIES)
    assert own_part(held, "620000") is held


@settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(drawn=provinces())
def test_each_place_of_any_province_is_evaluated_the_same_from_its_own_part(drawn: Province):
    held = frames_of(drawn)
    rules = load_pack("national").on(held.as_of)
    for place in ("620100", "620200", "620102"):
        if place not in held.regions["region"]:
            continue
        own = own_part(held, place)
        whole, part = evaluate(held, rules, place), evaluate(own, rules, place)
        assert part.counts.equals(whole.counts)
        assert part.scores.equals(whole.scores)
        assert data_digest(own_part(own, place)) == data_digest(own)


def test_the_file_of_a_city_holds_no_other_citys_records_and_is_proved_from_them():
    held = _of_two_cities(
        targets=targets(("620000", "D1", "50%"), ("620200", "D1", "60%")),
        hand_scores=hand_scores(("620102", "D5", 250), ("620200", "D5", 100)),
    )
    scope = Scope("620100", held.as_of, 2023, "national")
    made = seal(own_part(held, "620100"), NATION, scope, MADE, standard=SHEET)
    kept = verify(written(made)).frames
    assert kept.tables["projects"]["region"].to_list() == ["620102"]
    assert kept.tables["compounds"]["compound"].to_list() == ["1", "2"]
    assert kept.regions["region"].to_list() == ["620000", "620100", "620102", "620103"]
    assert set(made.verdicts["region"]) <= {"620100", "620102", "620103"}
    assert kept.given.targets["region"].to_list() == ["620000"]
    assert kept.given.hand_scores["region"].to_list() == ["620102"]
    found = evaluate(held, NATION, "620100", standard=SHEET)
    assert made.scores.equals(found.scores)


def _of_two_cities(**given: pl.DataFrame) -> Frames:
    """Return the small province with its second project in a city of its own."""
    made = small(**given)
    moved = pl.when(pl.col("project") == "乙").then(pl.lit("620200")).otherwise("region")
    regions = [*PLACES, division("620200", "市", "620000")]
    tables = {
        **made.tables, "regions": frames(regions=regions).tables["regions"],
        "projects": made.tables["projects"].with_columns(region=moved),
    }  # fmt: skip
    return replace(made, tables=tables)


def test_a_paper_of_a_city_states_the_digest_that_its_seal_has():
    held = _of_two_cities()
    scope = Scope("620100", held.as_of, 2023, "national")
    made = seal(own_part(held, "620100"), NATION, scope, MADE)
    assert digest_of(evaluate(held, NATION, "620100")) == made.digest
