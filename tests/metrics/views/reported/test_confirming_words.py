"""Whoever confirms a report is told which items are open, where they stand and what to do."""

import pytest

from metrics.views.reported.confirming_words import asked, refusal

ITEMS = ("少了一个项目", "改了计划年度", "累计数减少")


@pytest.mark.parametrize(
    ("yes", "sent_by", "words"),
    [
        ({ITEMS[1]}, "张三", "没有入库：上面的第1项、第3项还没有打勾。"),
        (set(), None, "没有入库：上面的第1项、第2项、第3项还没有打勾。"),
        (set(ITEMS), None, "没有入库：请填写报送人，由谁核实，随本次报送留存。"),
        (set(ITEMS), "张三", ""),
    ],
)
def test_what_is_open_is_named(yes: set[str], sent_by: str | None, words: str):
    told = refusal(ITEMS, yes, sent_by=sent_by, typed=False)
    assert told.startswith(words)
    assert bool(told) == bool(words)


def test_nobody_has_to_be_named_where_nothing_is_asked():
    assert refusal((), set(), sent_by=None, typed=True) == ""


def test_what_to_do_is_said_of_a_workbook_and_of_what_was_typed():
    assert asked(2, typed=False) == (
        "有2项须核实：属实的打勾并填写报送人，再点“确认导入”；有误的，改好工作簿后重新上传。"
    )
    assert refusal(ITEMS, {*ITEMS[1:]}, sent_by=None, typed=True) == (
        "没有入库：上面的第1项还没有打勾。请核实：属实的打勾后再点“确认报送”；"
        "有误的，点“返回修改”改好后再检查。"
    )
