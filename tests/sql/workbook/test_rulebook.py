"""The printed table of import rules and the checks themselves: each code stands in both."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from metrics.records.relations import NAMED, bound
from sql.reported import intake
from sql.workbook import checking
from sql.workbook.checking.row_rules import ROW_RULES
from sql.workbook.checking.rulebook import OTHER_RULES, printed, rules

OF_THE_FILE = {"file", "no_rows"}
"""Refusals before any rule is asked."""
MADE_FROM_NAMES = {
    r"unknown_\w+": {f"unknown_{holder.key[0]}" for holder in NAMED if bound(holder.name)},
    r"\w+_year": {"planned_on_year", "started_on_year", "built_year_year"},
}
"""Codes that are put together, by their form."""


def _codes_given() -> set[str]:
    """Return every code that a check gives to a finding, as its source says."""
    sources = [Path(intake.__file__), *Path(checking.__path__[0]).glob("*.py")]
    given = {rule.name for rule in ROW_RULES}
    for source in sources:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
            for call in (n for n in ast.walk(function) if isinstance(n, ast.Call)):
                code = _code_of(call)
                if code is not None:
                    given |= set(_meant(code, function))
    return given


def _code_of(call: ast.Call) -> ast.expr | None:
    name = ast.unparse(call.func).rpartition(".")[2]
    if name == "cell_finding":
        return call.args[3]
    if name in ("CellError", "error"):
        return next((word.value for word in call.keywords if word.arg == "code"), None)
    return None


def _meant(code: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    if isinstance(code, ast.Constant):
        yield str(code.value)
    elif isinstance(code, ast.IfExp):
        yield from (*_meant(code.body, function), *_meant(code.orelse, function))
    elif isinstance(code, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else r"\w+" for p in code.values)
        yield from MADE_FROM_NAMES["".join(map(str, parts))]
    elif isinstance(code, ast.Name):
        set_here = [
            n.value for n in ast.walk(function)
            if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == code.id
        ]  # fmt: skip
        assert set_here or code.id == "code", ast.unparse(function)
        for value in set_here:
            yield from _meant(value, function)
    else:
        assert ast.unparse(code) == "rule.name", ast.unparse(code)


def test_every_code_of_a_check_is_in_the_printed_table_and_the_other_way_round():
    listed = [rule.code for rule in rules()]
    assert len(listed) == len(set(listed))
    assert _codes_given() - OF_THE_FILE == set(listed)


def test_codes_put_together_are_listed():
    listed = {rule.code for rule in OTHER_RULES}
    for form, codes in MADE_FROM_NAMES.items():
        assert codes <= listed
        assert all(re.fullmatch(form, code) for code in codes)


def test_the_printed_rules_say_to_whom_what_and_why():
    text = printed()
    assert all(rule.code in text and rule.why in text for rule in rules())
    assert "{" not in text
    assert "【小区、资金、事件、整改台账】\n  不予导入　项目编码不存在\n" in text
    assert "  仅作提示　支付金额…万元大于到位金额…万元，请核对；如系垫付请保留依据。\n" in text
