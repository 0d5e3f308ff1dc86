"""Tables for the terminal: Chinese takes two columns, long texts go on below, lines stay lines."""

from metrics.views.parts.text_table import WIDEST, folded, text_table, width


def test_columns_stay_aligned_whatever_stands_in_them():
    lines = text_table(("地区", "得分"), [("甲市", "9.00"), ("e\u0301😀", "x")]).splitlines()
    assert [width(line.rpartition("  ")[0].rstrip()) for line in lines] == [4, 4, 3]
    assert [width(line) - width(line.split()[-1]) for line in lines] == [6, 6, 6]


def test_a_line_break_typed_by_an_officer_stays_in_its_cell():
    assert text_table(("名称", "户数"), [("和平路\n一号院", "9")]).splitlines() == [
        "名称    户数",
        "和平路  9",
        "一号院",
    ]


def test_a_long_text_goes_on_below_and_no_line_begins_with_a_stop():
    text = "供" * (WIDEST // 2) + "，水" + "电" * WIDEST
    pieces = folded(text)
    assert "".join(pieces) == text
    assert pieces[1].startswith("水")
    assert max(map(width, pieces)) <= WIDEST + 2
