"""The slip of correction (更正单): what turned is named, what moved adds up, what stayed is left out."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from metrics.packs.pack import load_pack
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.scope import Scope
from metrics.sealing.rounds import PUBLISHED, RETURNED, WITHDRAWN, Round, RoundEvent
from metrics.sealing.seal import Circumstances, Seal, seal
from metrics.sealing.slip import Slip, slip, slip_number, void_slips
from tests.metrics.rating.test_evaluation import DAY, GANSU, TWO_COUNTIES, compound, province
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

SCOPE = Scope("620000", DAY, 2023, "gansu")
MADE = Circumstances(7, "ab" * 32, "2019–2026·test", "0.8.0")
brief = settings(thorough, max_examples=6)


def sealed(compounds: list[dict[str, Any]], rules: RulePack = GANSU) -> Seal:
    return seal(province(compounds), rules, SCOPE, MADE)


def corrected(**changed: Any) -> list[dict[str, Any]]:
    """Return the compounds with one of the second county corrected."""
    return [
        compound(11, "620103", **changed) if c["compound"] == "C11" else c for c in TWO_COUNTIES
    ]


def adds_up(found: Slip) -> None:
    for move in found.moves:
        assert move.move is None or sum(each.move for each in move.measures) == move.move


def turned(found: Slip, measure: str) -> list[tuple[Any, ...]]:
    rows = found.turned.filter(measure=measure)
    return rows.select("record", "region", "met_before", "met_after").rows()


def test_one_corrected_record_is_named_counted_and_moves_the_scores_of_its_line():
    found = slip(sealed(TWO_COUNTIES), sealed(corrected(built_year=1990)))
    assert turned(found, "A02.2") == [("C11", "620103", False, True)]
    counts = found.counts.filter(measure="A02.2")
    told = counts.select("region", "numerator_before", "numerator_after", "denominator_after")
    assert told.rows() == [
        ("620000", 6, 7, 9), ("620100", 6, 7, 9), ("620103", 0, 1, 3),
    ]  # fmt: skip
    assert {move.region for move in found.moves} == {"620000", "620100", "620103"}
    adds_up(found)


def test_a_region_whose_own_data_stayed_moves_because_another_did():
    more = [compound(n, "620103", built_year=2001) for n in range(20, 24)]
    was = [c | {"demolition_listed": c["compound"] == "C00"} for c in TWO_COUNTIES + more]
    now = [c | {"built_year": 1990} if c["project"] == "P620103" else c for c in was]
    found = slip(sealed(was), sealed(now))
    other = found.standings.filter(region="620102").row(0, named=True)
    assert (other["counted"], other["own"], other["move"]) == (False, 0, other["others"])
    assert (other["rank_before"], other["rank_after"]) == (1, 2)


def test_nothing_changed_is_an_empty_slip():
    found = slip(sealed(TWO_COUNTIES), sealed(TWO_COUNTIES))
    assert found.is_empty
    assert not found.moves


def test_a_blank_that_was_filled_in_and_a_record_that_left_are_told():
    filled = [c | {"built_year": 1990} if c["compound"] == "C10" else c for c in TWO_COUNTIES]
    assert turned(slip(sealed(TWO_COUNTIES), sealed(filled)), "A02.2") == [
        ("C10", "620103", None, True)
    ]
    gone = slip(sealed(TWO_COUNTIES), sealed(TWO_COUNTIES[:-1]))
    assert gone.turned.filter(measure="A02.2")["kind"].to_list() == ["removed"]
    adds_up(gone)


def test_a_changed_rule_is_named_and_moves_by_itself():
    later = GANSU.but(built_year_max=2001)
    found = slip(sealed(TWO_COUNTIES), sealed(TWO_COUNTIES, later))
    assert [each.now.key for each in found.rules if each.now] == ["built_year_max"]
    assert len(turned(found, "A02.2")) == 2
    assert all(move.move == move.part("rules") for move in found.moves)
    adds_up(found)


def test_seals_of_another_day_are_not_held_against_each_other():
    other = seal(province(TWO_COUNTIES), GANSU, SCOPE.at(date(2023, 6, 30)), MADE)
    with pytest.raises(ValueError, match="data date"):
        slip(sealed(TWO_COUNTIES), other)


def random_seal(given: Frames, as_of: date, year: int, pack: str) -> Seal:
    scope = Scope("620000", as_of, year, pack)
    return seal(given, load_pack(pack).on(as_of), scope, MADE)


@brief
@given(provinces())
def test_of_any_province_what_a_correction_moves_adds_up(given: Province):
    """Rows of compounds are taken out and rules exchanged: lines, counts and records agree."""
    after = frames_of(given)
    kept = {**after.tables, "compounds": after.tables["compounds"].gather_every(2)}
    before = Frames.of(as_of=after.as_of, year=after.year, tables=kept, reporting=after.reporting)
    old, new = (
        random_seal(frames, given.as_of, given.year, pack)
        for frames, pack in ((before, "national"), (after, "gansu"))
    )
    found = slip(old, new)
    adds_up(found)
    assert slip(new, new).is_empty
    for seal_, side in ((old, "before"), (new, "after")):
        ranks = seal_.scores.select("region", sealed="rank")
        both = found.standings.join(ranks, on="region").filter(
            pl.col(f"score_{side}").is_not_null()
        )
        assert both.filter(pl.col(f"rank_{side}").ne_missing(pl.col("sealed"))).is_empty()
    _met_of_records_agree(found)
    parts = found.standings.filter(pl.col("move").is_not_null())
    assert (parts["move"] == parts["rules"] + parts["own"] + parts["others"]).all()


def _met_of_records_agree(found: Slip) -> None:
    """The records that turned move the counts of the whole by as many as they are."""
    top = found.counts.filter(~pl.col("amounts"), region="620000").fill_null(0)
    for row in top.iter_rows(named=True):
        of = found.turned.filter(measure=row["measure"])
        moved = (
            of["met_after"].fill_null(value=False).sum()
            - of["met_before"].fill_null(value=False).sum()
        )
        assert moved == row["numerator_after"] - row["numerator_before"]


def numbered(number: int, *, year: int = 2023, replaces: int | None = None) -> Round:
    scope = Scope("620000", DAY, year, "gansu")
    return Round(number, scope, number, "", "", "", "", 0, replaces, None, False, None, "", "")


def test_slips_are_numbered_by_place_and_year():
    listed = [numbered(1), numbered(2, replaces=1), numbered(3), numbered(4, replaces=3)]
    assert [slip_number(listed, one) for one in listed] == [None, 1, None, 2]
    assert slip_number([*listed, numbered(1, year=2024, replaces=9)], listed[3]) == 2


def test_the_number_of_a_correction_that_was_withdrawn_or_sent_back_is_void_and_never_given_again():
    def ended(one: Round, *kinds: str) -> Round:
        return one._replace(events=[RoundEvent(k, DAY, None, "", 1, "", "") for k in kinds])

    listed = [
        numbered(6, replaces=1), ended(numbered(4, replaces=1), RETURNED, WITHDRAWN),
        ended(numbered(3, replaces=1), PUBLISHED), ended(numbered(2, replaces=1), WITHDRAWN),
        ended(numbered(5), WITHDRAWN), numbered(1), ended(numbered(2, year=2024, replaces=9), RETURNED),
    ]  # fmt: skip
    assert slip_number(listed, listed[0]) == 4
    assert void_slips(listed, listed[0]) == (1, 3)
    assert void_slips(listed, listed[2]) == (1,)
    assert void_slips(listed, listed[3]) == ()
