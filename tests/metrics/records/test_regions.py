"""The division that is evaluated when none is named."""

import polars as pl
import pytest

from metrics.errors import NothingReported, UnknownChoice
from metrics.records.regions import default_place
from metrics.records.sheets.divisions import REGIONS

PROVINCE = {"620000": None, "620100": "620000", "620102": "620100"}
OTHER = {"630000": None, "630100": "630000"}
NATION = {"100000": None, "620000": "100000", "630000": "100000"}


def default(parents: dict[str, str | None], *owners: str) -> str:
    def level(code: str) -> str:
        return "国" if code == "100000" else "省" if code.endswith("0000") else "市"

    rows = [
        {"region": code, "name": code, "level": level(code), "parent": parent}
        for code, parent in parents.items()
    ]
    found = pl.DataFrame(rows, schema=REGIONS.schema)
    return default_place(found, pl.Series(owners, dtype=pl.String))


def test_the_province_that_owns_projects_stays_the_default_below_a_nation():
    assert default(PROVINCE, "620102") == "620000"
    assert default(PROVINCE | NATION, "620102") == "620000"


def test_several_provinces_with_projects_are_evaluated_as_the_nation():
    assert default(PROVINCE | OTHER | NATION, "620102", "630100") == "100000"


def test_without_projects_the_topmost_division_is_the_default():
    assert default(PROVINCE) == "620000"
    assert default(PROVINCE | NATION) == "100000"


def test_of_two_provinces_side_by_side_the_one_with_projects_is_the_default():
    assert default(PROVINCE | OTHER, "620102") == "620000"


def test_two_provinces_with_projects_and_no_nation_must_be_told_apart():
    with pytest.raises(UnknownChoice, match=r"620000、630000.*--place"):
        default(PROVINCE | OTHER, "620102", "630100")


def test_no_division_at_all_says_what_to_import():
    with pytest.raises(NothingReported, match="区划"):
        default({})
