"""Which rows stand on which page, and where note and basis go."""

import pytest

from exports.pdf.wide_pages import GAP, Page, pages

SIZES = {
    "page": 100.0,
    "openings": [40.0, 40.0],
    "heads": [10.0, 20.0],
    "note": 10.0,
    "basis": 20.0,
}


def rows(heights: list[list[float]], **sizes: float) -> list[tuple[int, bool, list[int]]]:
    return [(p.part, p.opens, list(p.rows)) for p in pages(heights, {**SIZES, **sizes})]


def last(room: float) -> list[tuple[int, bool, bool]]:
    """Return the rows, note and basis of the last pages when so much of the first stays empty."""
    made = pages([[60.0 - room]], SIZES)
    return [(len(page.rows), page.note, page.basis) for page in made]


def test_the_first_page_has_less_room_than_the_next():
    assert rows([[30.0] * 6], note=0.0, basis=0.0) == [
        (0, True, [0]), (0, False, [1, 2]), (0, False, [3, 4]), (0, False, [5]),
    ]  # fmt: skip


def test_every_part_begins_a_page_of_its_own():
    assert rows([[20.0], [20.0, 50.0]], basis=1.0) == [
        (0, True, [0]), (1, True, [0]), (1, False, [1]),
    ]  # fmt: skip


def test_a_row_that_fits_by_nothing_goes_on():
    assert [p.rows for p in pages([[30.0, 30.0]], SIZES)][:2] == [range(1), range(1, 2)]


def test_a_row_higher_than_a_page_has_one_of_its_own():
    made = pages([[10.0, 500.0, 10.0]], SIZES)
    assert [list(page.rows) for page in made[:3]] == [[0], [1], [2]]
    assert made[1].heights == pytest.approx([SIZES["page"] - SIZES["heads"][0]], abs=0.01)


@pytest.mark.parametrize(
    ("room", "ends"),
    [
        (10 + 20 + 2 * GAP + 1, [(1, True, True)]),
        (10 + 20 + 2 * GAP - 1, [(1, True, False), (0, False, True)]),
        (10 + GAP - 1, [(1, False, False), (0, True, True)]),
    ],
    ids=["both fit", "the note fits", "nothing fits"],
)
def test_note_and_basis_stand_below_the_last_row_or_go_on(
    room: float, ends: list[tuple[int, bool, bool]]
):
    assert last(room) == ends


def test_without_a_note_its_space_is_not_left():
    made = pages([[60.0 - 20 - GAP - 1]], {**SIZES, "note": 0})
    assert [(page.rows, page.basis) for page in made] == [(range(1), True)]
    assert isinstance(made[0], Page)
