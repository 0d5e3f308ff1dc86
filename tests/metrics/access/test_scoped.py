"""Which divisions somebody sees the records of: by 区划, with those that he took over."""

from datetime import date

import polars as pl
import pytest

from metrics.access.scoped import EVERYTHING, Reach, reach_of
from metrics.records.succession import MERGED, RECODED, SPLIT, Succession

REGIONS = pl.DataFrame(
    [
        ("990000", None, "省"),
        ("990100", "990000", "市"),
        ("990101", "990100", "县"),
        ("990102", "990100", "县"),
        ("990200", "990000", "市"),
    ],
    schema=["region", "parent", "level"],
    orient="row",
)


def became(old: str, new: str, kind: str) -> Succession:
    return Succession(date(2024, 1, 1), 1, old, new, kind, "国函〔2024〕1号")


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ((), ()),
        (("990102",), ("990102",)),
        (("990100",), ("990100", "990101", "990102")),
        (("990101", "990200"), ("990101", "990200")),
    ],
)
def test_who_was_given_a_division_sees_it_and_all_below(given: tuple[str, ...], seen: object):
    assert reach_of(given, REGIONS) == Reach(seen)


def test_who_sees_every_division_sees_everything():
    assert reach_of(["990000"], REGIONS) == EVERYTHING


def test_a_division_that_is_not_there_yet_is_seen_by_whom_it_was_given_to():
    assert reach_of(["990102"], REGIONS.clear()) == Reach(("990102",))


@pytest.mark.parametrize("kind", [RECODED, MERGED, SPLIT])
def test_who_took_over_sees_what_was_reported_under_the_old_code(kind: str):
    lines = [became("990109", "990102", kind)]
    assert reach_of(["990102"], REGIONS, lines) == Reach(("990102", "990109"))
    assert reach_of(["990200"], REGIONS, lines) == Reach(("990200",))


def test_a_county_that_gave_a_part_away_and_stands_is_not_seen_by_the_part():
    lines = [became("990101", "990101", SPLIT), became("990101", "990102", SPLIT)]
    assert reach_of(["990102"], REGIONS, lines) == Reach(("990102",))


def test_the_old_code_leads_to_the_division_that_follows_it_later():
    assert reach_of(["990200"], REGIONS, [became("990200", "990300", RECODED)]) == Reach(
        ("990200", "990300")
    )


def test_rows_of_nobody_are_seen_by_nobody_but_those_who_see_everything():
    rows = pl.DataFrame({"region": ["990101", None, "990102"]})
    assert Reach(("990102",)).of(rows)["region"].to_list() == ["990102"]
    assert EVERYTHING.of(rows).height == 3
