"""Whoever confirms a report is told which items are open, where they stand and what to do."""

import pytest

from metrics.views.reported.confirming_words import asked, refusal

ITEMS = ("少了一个项目", "改了计划年度", "累计数减少")


@pytest.mark.parametrize(
    ("yes", "words"),
    [
        ({ITEMS[1]}, "没有入库：上面的第1项、第3项还没有打勾。"),
        (set(), "没有入库：上面的第1项、第2项、第3项还没有打勾。"),
        (set(ITEMS), ""),
    ],
)
def test_what_is_open_is_named(yes: set[str], words: str):
    told = refusal(ITEMS, yes, typed=False)
    assert told.startswith(words)
    assert bool(told) == bool(words)


def test_where_nothing_is_asked_nothing_stands_against_it():
    assert refusal((), set(), typed=True) == ""


def test_what_to_do_is_said_of_a_workbook_and_of_what_was_typed():
    assert asked(2, typed=False) == (
        "有2项须核实：属实的打勾，再点“确认导入”；有误的，改好工作簿后重新上传。"
    )
    assert refusal(ITEMS, {*ITEMS[1:]}, typed=True) == (
        "没有入库：上面的第1项还没有打勾。请核实：属实的打勾后再点“确认报送”；"
        "有误的，点“返回修改”改好后再检查。"
    )
