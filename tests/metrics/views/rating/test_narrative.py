"""Both ends of an order: ties share a place, nothing is told twice."""

from metrics.views.rating.narrative import Ends, ends


def told(found: Ends) -> tuple[list[tuple[int, str, int]], list[tuple[int, str, int]]]:
    first, last = (
        [(s.place, "".join(s.names), s.number) for s in side] for side in (found.first, found.last)
    )
    return first, last


def order(*values: int) -> Ends:
    names = "甲乙丙丁戊己庚辛壬癸"
    rows = [(name, values.index(v) + 1, f"{v}%") for name, v in zip(names, values, strict=False)]
    return ends(rows)


def test_前三名与后三名_后面的从末位说起():
    first, last = told(order(90, 80, 70, 60, 50, 40, 30))
    assert first == [(1, "甲", 1), (2, "乙", 1), (3, "丙", 1)]
    assert last == [(7, "庚", 1), (6, "己", 1), (5, "戊", 1)]


def test_并列的合在一起_下一名跳过():
    first, last = told(order(90, 90, 70, 60, 50))
    assert first == [(1, "甲乙", 2), (3, "丙", 1)]
    assert last == [(5, "戊", 1), (4, "丁", 1)]


def test_并列太多时只点五个_其余计数():
    found = order(*[100] * 8, 50, 40)
    (all_started,) = found.first
    assert (all_started.names, all_started.number) == (tuple("甲乙丙丁戊"), 8)
    assert all_started.tied
    assert all_started.more


def test_末位并列超过三个时不再往前说():
    first, last = told(order(90, 80, 70, 60, 10, 10, 10, 10))
    assert last == [(5, "戊己庚辛", 4)]
    assert [place for place, _, _ in first] == [1, 2, 3]


def test_地区少时不重复出现在两端():
    assert told(order(90, 80)) == ([(1, "甲", 1), (2, "乙", 1)], [])
    assert told(order()) == ([], [])
