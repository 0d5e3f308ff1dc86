"""The tags of a piece get their new numbers, and none is lost unnoticed."""

from itertools import count

import pytest

from exports.pdf.tags import Tags

PLAN = {"document": 4, "tables": [(5, 6), (7, 8)], "parts": [{"part": 1, "opens": False}]}
LETTERS, PAGE = 50, 51
ROW = b"<</Type/StructElem/S/TR/P 14 0 R/K[16 0 R]>>"
CELL = b"<</Type/StructElem/S/TD/P 15 0 R/A[<</O/Table/Headers[(U1x0y0)]>>]/K[3 4]/Pg 51 0 R>>"
FILE = {
    10: b"<</Type/StructElem/S/Document/P 9 0 R/K[11 0 R 12 0 R 17 0 R]>>",
    11: b"<</Type/StructElem/S/P/P 10 0 R/K[0]/Pg 50 0 R>>",
    12: b"<</Type/StructElem/S/Table/P 10 0 R/A[<</O/Layout>>]/K[13 0 R 14 0 R]>>",
    13: b"<</Type/StructElem/S/THead/P 12 0 R/K[]>>",
    14: b"<</Type/StructElem/S/TBody/P 12 0 R/K[15 0 R]>>",
    15: ROW,
    16: CELL,
    17: b"<</Type/StructElem/S/Div/P 10 0 R/K[5]/Pg 51 0 R>>",
}


def numbered(**left_out: bytes) -> tuple[Tags, dict[int, int]]:
    file = {**FILE, **{int(number[1:]): text for number, text in left_out.items()}}
    content = b"\n".join(b"%d 0 obj\n%s\nendobj" % (n, text) for n, text in file.items() if text)
    new = {PAGE: 99}
    tags = Tags(content, PLAN, LETTERS, new)
    tags.number(count(100))
    return tags, new


def test_a_table_that_goes_on_gives_its_rows_to_the_one_it_continues():
    tags, _ = numbered()
    assert tags.rows == [(1, 100)]
    assert tags.kids == [{"number": 102}]
    assert dict(tags.texts()) == {
        100: b"<</Type/StructElem/S/TR/P 8 0 R/K[101 0 R]>>",
        101: CELL.replace(b"15 0 R", b"100 0 R")
        .replace(b"51 0 R", b"99 0 R")
        .replace(b"U1", b"U2"),
        102: b"<</Type/StructElem/S/Div/P 4 0 R/K[5]/Pg 99 0 R>>",
    }


def test_a_tag_that_is_missing_or_told_otherwise_is_an_error():
    with pytest.raises(KeyError):
        numbered(_16=b"")
    with pytest.raises(KeyError):
        numbered(_16=CELL.replace(b"<</Type/StructElem/S/TD", b"<</S/TD/Type/StructElem"))
