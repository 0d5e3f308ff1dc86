"""The division that is evaluated when none is named."""

import polars as pl
import pytest

from metrics.errors import NothingReported, UnknownChoice
from metrics.records.regions import circles, default_place, levels_inside
from metrics.records.sheets.divisions import REGIONS

PROVINCE = {"620000": None, "620100": "620000", "620102": "620100"}
OTHER = {"630000": None, "630100": "630000"}
NATION = {"100000": None, "620000": "100000", "630000": "100000"}


def divisions(parents: dict[str, str | None]) -> pl.DataFrame:
    def level(code: str) -> str:
        if code == "100000":
            return "国"
        return "省" if code.endswith("0000") else "市" if code.endswith("00") else "县"

    rows = [
        {"region": code, "name": code, "level": level(code), "parent": parent}
        for code, parent in parents.items()
    ]
    return pl.DataFrame(rows, schema=REGIONS.schema)


def default(parents: dict[str, str | None], *owners: str) -> str:
    return default_place(divisions(parents), pl.Series(owners, dtype=pl.String))


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


def test_a_county_and_a_city_belong_to_the_circle_of_their_province():
    found = divisions(PROVINCE | NATION)
    for code in ("620102", "620100", "620000"):
        assert list(circles(found, code)) == ["620000", "100000"]
    assert list(circles(found, "100000")) == ["100000"]
    assert list(circles(divisions({"620100": None, "620102": "620100"}), "620102")) == ["620100"]
    assert not list(circles(found, "999999"))


def test_a_place_is_told_of_by_the_levels_below_it_or_by_itself():
    found = divisions(PROVINCE | NATION | {"620200": "620000"})
    assert levels_inside(found, "100000") == levels_inside(found, "620000") == ("city", "county")
    assert levels_inside(found, "620100") == levels_inside(found, "620102") == ("county",)
    assert levels_inside(found, "620200") == ("city",)
