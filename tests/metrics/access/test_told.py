"""Entries of the log read as officers say it: nothing in them is left in English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from metrics.access import told
from metrics.access.entry import Head
from metrics.dispatch.cases import Case
from sql.dispatch.cases import _texts

ROOT = Path(__file__).parents[3]
OWN = {"place", "who"}
"""What an entry has a column for."""
NOTES = ("chain.note", "note", "_noted")
"""How a function is called that notes."""
WITHIN = {
    "value", "clause", "theme", "place", "summary", "indicators", "source", "old", "new",
    "title", "sealed_at", "replaces",
}  # fmt: skip
"""What stands within what is noted: a rule, a case (案例), a line of a change of divisions (区划调整), a round."""


def noted() -> Iterator[str]:
    """Yield the name of everything that any code notes beside."""
    for folder in ("sql", "dashboard"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in NOTES:
                    yield from (one.arg for one in node.keywords if one.arg)


def test_everything_that_is_noted_has_a_word_and_nothing_else():
    assert set(noted()) - OWN | WITHIN == set(told.LABELS)


def test_what_a_case_said_reads_without_a_word_of_english():
    case = Case(theme="加装电梯", place="某区", summary="统一设计", indicators=(), source="简报")
    assert not re.search("[a-z]", told.detail({"before": _texts(case), "after": _texts(case)}))


def test_a_change_reads_from_what_it_was_to_what_it_is():
    changed = {"after": {"角色": "county"}, "before": None, "rows": 3, "personal": True}
    assert told.detail(changed) == "原为空，改为角色“县级”；行数：3；含个人信息：是"


def test_the_end_of_the_log_is_told_by_number_and_short_digest():
    assert told.ends_at(Head(0, "")) == "操作日志尚无记录"
    assert told.ends_at(Head(12, "0123456789abcdef")) == "操作日志第12条 0123456789ab"
