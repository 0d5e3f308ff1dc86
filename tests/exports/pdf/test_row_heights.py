"""Rows are as high as their highest cell; only cells that may wrap are measured as a whole."""

from typing import Any

from exports.pdf.row_heights import INSET, MARKS, PLAIN, SPARE, STRONG, Distinct, Heights, Part
from exports.pdf.wide_words import Row, Words

SIZE = 10.0
LETTERS = {
    PLAIN: {"0": (5.0, 12.0), "甲": (10.0, 13.0)},
    MARKS: {"■": (10.0, 14.0)},
    STRONG: {"合": (10.0, 15.0)},
}
PART = Part((0, 1), (30.0, 60.0), frozen=1)


def words(text: str, mark: str = "") -> Words:
    return text, mark, "#c8102e" if mark else None


class Ask:
    """Answers with sizes, and remembers which cells were asked for."""

    def __init__(self) -> None:
        self.cells: list[Any] = []

    def __call__(self, _: dict[str, str], cells: list[Any]) -> dict[str, Any]:
        self.cells += cells
        return {"letters": LETTERS, "cells": [40.0 + len(cell[2][0]) for cell in cells]}


def heights(*rows: Row) -> tuple[list[float], list[Any]]:
    ask = Ask()
    measured = Heights(Distinct.of(rows, 2, frozen=1), [PART], SIZE, ask)
    return measured.of_rows(PART, rows), ask.cells


def test_a_row_is_as_high_as_its_highest_letter():
    lines = [
        Row("", (words("0"), words("0"))),
        Row("", (words("0"), words("甲"))),
        Row("", (words("0"), words("甲", "■"))),
        Row("", (words(""), words(""))),
        Row("合", (words(""), words("甲"))),
    ]
    assert heights(*lines) == ([12.0, 13.0, 14.0, 12.0, 15.0], [])


def test_only_what_may_wrap_is_measured():
    fits, wraps = words("甲" * 5), words("甲" * 6)
    assert 5 * 10 < PART.widths[1] - SIZE * (INSET + SPARE) < 6 * 10
    high, asked = heights(Row("", (words("0"), fits)), Row("", (words("0"), wraps)))
    assert asked == [(60.0, PLAIN, wraps)]
    assert high == [13.0, 46.0]


def test_the_words_of_a_total_may_wrap_too():
    high, asked = heights(Row("合" * 9, (words("甲" * 9), words("0"))))
    assert asked == [(30.0, STRONG, ("合" * 9, "", None))]
    assert high == [49.0]


def test_letters_of_each_style_are_asked_for_once():
    lines = [Row("", (words("甲0", "■"), words("0甲"))), Row("合", (words("无"), words("0")))]
    letters = Distinct.of(lines, 2, frozen=1).letters()
    assert letters == {PLAIN: "0甲", MARKS: "■", STRONG: "合"}
