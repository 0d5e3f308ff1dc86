"""Where regions stand on a tile map."""

from dashboard.boards.overview.tile_layout import PROVINCES, places_of


def test_no_two_provinces_share_a_tile():
    assert len(set(PROVINCES.values())) == len(PROVINCES)


def test_provinces_of_the_nation_stand_as_on_a_map():
    places = places_of(["650000", "230000", "460000"])
    assert places["650000"][1] < places["230000"][1]
    assert places["230000"][0] < places["460000"][0]


def test_other_regions_fill_a_near_square_by_code():
    places = places_of(["990300", "990100", "990200", "990400", "990500"])
    assert places["990100"] == (1, 1)
    assert places["990300"] == (1, 3)
    assert places["990400"] == (2, 1)


def test_invented_provinces_have_no_place_on_the_map():
    assert places_of(["980000", "990000"]) == {"980000": (1, 1), "990000": (1, 2)}


def test_nothing_needs_no_tile():
    assert places_of([]) == {}
