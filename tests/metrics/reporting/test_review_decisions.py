"""Who reviews whom, whose turn it is, and what counts: decided on the decisions alone."""

import polars as pl
import pytest

from metrics.reporting.review.decisions import (
    Decision,
    Review,
    counts,
    may_return,
    passed,
    reviewers,
    turn,
)

COUNTY, DIRECT, CITY, BARE, PROVINCE = "620102", "629001", "620100", "620200", "620000"
REGIONS = pl.DataFrame(
    [
        ("100000", "国", None),
        (PROVINCE, "省", "100000"),
        (CITY, "市", PROVINCE),
        (BARE, "市", PROVINCE),
        (COUNTY, "县", CITY),
        (DIRECT, "县", PROVINCE),
    ],
    schema=["region", "level", "parent"],
    orient="row",
)
PATH = (CITY, PROVINCE)


def review(step: int, decision: Decision = Decision.ACCEPTED, *, at: int = 1) -> Review:
    return Review(
        id=at, submission=1, reviewer=(COUNTY, *PATH)[step], step=step, steps=2, decision=decision,
        reason="", cells=None, account=None, at="", by="",
    )  # fmt: skip


CITY_YES, PROVINCE_YES = review(1), review(2, at=2)
RETURNED = review(1, Decision.RETURNED, at=3)


@pytest.mark.parametrize(
    ("unit", "path"),
    [
        (COUNTY, PATH),
        (DIRECT, (PROVINCE,)),
        (CITY, (PROVINCE,)),
        (BARE, (PROVINCE,)),
        (PROVINCE, ()),
        ("999999", ()),
    ],
)
def test_the_city_and_the_province_above_review(unit: str, path: tuple[str, ...]):
    assert reviewers(unit, REGIONS) == path


@pytest.mark.parametrize(
    ("decided", "counting"),
    [
        ([], (True, False, False)),
        ([CITY_YES], (True, True, False)),
        ([CITY_YES, PROVINCE_YES], (True, True, True)),
        ([CITY_YES, PROVINCE_YES, RETURNED], (False, False, False)),
    ],
)
def test_it_counts_when_so_many_levels_have_accepted(
    decided: list[Review], counting: tuple[bool, ...]
):
    assert tuple(counts(decided, levels=levels) for levels in (0, 1, 2)) == counting


def test_one_level_does_where_a_unit_has_one_reviewer():
    only = Review(
        id=1, submission=1, reviewer=PROVINCE, step=1, steps=1, decision=Decision.ACCEPTED,
        reason="", cells=None, account=None, at="", by="",
    )  # fmt: skip
    assert counts([only], levels=2)


def test_the_turn_goes_from_the_city_to_the_province():
    assert turn(PATH, [], levels=2) == CITY
    assert turn(PATH, [CITY_YES], levels=2) == PROVINCE
    assert turn(PATH, [CITY_YES], levels=1) is None
    assert turn(PATH, [CITY_YES, PROVINCE_YES], levels=2) is None
    assert turn(PATH, [RETURNED], levels=2) is None
    assert turn(PATH, [], levels=0) is None
    assert turn((), [], levels=2) is None


def test_a_county_that_moved_since_is_not_accepted_by_both_cities():
    assert turn(("620300", PROVINCE), [CITY_YES], levels=2) == PROVINCE
    assert passed([CITY_YES]) == 1


def test_what_a_level_above_accepted_is_its_own_to_return():
    assert not may_return(PATH, CITY, [])
    assert may_return(PATH, CITY, [CITY_YES])
    assert may_return(PATH, PROVINCE, [CITY_YES])
    assert not may_return(PATH, CITY, [CITY_YES, PROVINCE_YES])
    assert may_return(PATH, PROVINCE, [CITY_YES, PROVINCE_YES])
    assert not may_return(PATH, PROVINCE, [CITY_YES, RETURNED])
