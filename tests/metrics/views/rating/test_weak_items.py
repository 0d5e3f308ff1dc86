"""Weak items, the weakest first, and the cases told for them."""

from fractions import Fraction

from metrics.dispatch.cases import Case, Library, in_order
from metrics.standards.catalogue import NATIONAL
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, DisplayTable, Line
from metrics.views.rating.indicator_tables import FIXED
from metrics.views.rating.weak_items import helped, weak_items
from tests.reading_tables import column

CELLS = {
    "A01": Cell(Fraction(3, 10), "30", Signal.BAD),
    "A02": Cell(Fraction(7, 10), "70 ?3", Signal.WATCH),
    "A03": Cell(Fraction(3, 10), "30", Signal.BAD),
    "A04": Cell(Fraction(0), "0 ?9", Signal.UNKNOWN),
    "A05": Cell(None, "", Signal.NOT_APPLICABLE),
    "A06": Cell(Fraction(85, 100), "85", Signal.FAIR),
    "A07": Cell(Fraction(1, 10), "10", Signal.BAD),
    "A08": Cell(Fraction(6, 10), "60", Signal.WATCH),
}
FIRST = (Cell("620102", ""), Cell("县", "县"), Cell(None, ""))
COLUMNS = tuple(map(column, (*FIXED, *CELLS)))
MATRIX = DisplayTable("", COLUMNS, (Line("620102", (*FIRST, *CELLS.values())),))


def case(summary: str, *codes: str) -> Case:
    return Case(theme="主题", place="某市", summary=summary, indicators=codes, source="清单")


def told(*cases: Case) -> list[tuple[str, list[str]]]:
    found = helped(MATRIX, "620102", Library(in_order(cases), "x"), NATIONAL)
    return [(item.code, [each.summary for each in item.cases]) for item in found]


def test_最弱的在前_同样的按编号_缺失和不适用的不算弱():
    assert weak_items(MATRIX, "620102") == ("A07", "A01", "A03", "A08", "A02")
    assert weak_items(MATRIX, "620103") == ()


def test_没有案例的内容跳过_至多三项_每项至多两个():
    cases = [
        case(f"{code}之{n}", f"{code}.1") for code in ("A01", "A03", "A08", "A02") for n in "123"
    ]
    assert told(*cases) == [
        ("A01", ["A01之1", "A01之2"]), ("A03", ["A03之1", "A03之2"]), ("A08", ["A08之1", "A08之2"]),
    ]  # fmt: skip


def test_一个案例只列一次():
    assert told(case("甲", "A07.1", "A01.1"), case("乙", "A01")) == [
        ("A07", ["甲"]),
        ("A01", ["乙"]),
    ]


def test_得分率印整数_不带缺失条数():
    (item,) = helped(MATRIX, "620102", Library((case("甲", "A02"),), "x"), NATIONAL)
    assert (item.title, item.share) == ("科学合理确定改造计划", "70%")


def test_没有案例就没有():
    assert told() == []
    assert told(case("甲", "A06.1"), case("乙", "A04.1")) == []
