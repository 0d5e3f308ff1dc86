"""What each check is, as a table to look up: what it looks at, why, its formula and parameters, what excuses."""

from collections.abc import Sequence
from typing import Any

from metrics.checks.catalogue import CHECKS
from metrics.checks.check import Check
from metrics.checks.supplements import SUPPLEMENTS
from metrics.rules.value import RulePack
from metrics.views.parts.cells import text_column
from metrics.views.parts.table import DisplayTable, line
from metrics.views.rating.rule_tables import value_text

CARDS = "检查项目说明"


def cards(rules: RulePack, checks: Sequence[Check] = CHECKS) -> DisplayTable:
    """Tell each check as the rules of a day have it, one line each."""
    columns = (
        text_column("code", "编号"),
        text_column("title", "检查"),
        text_column("severities", "程度"),
        text_column("what", "查什么"),
        text_column("why", "为什么查"),
        text_column("formula", "公式"),
        text_column("parameters", "参数和依据"),
        text_column("exclusions", "不询问的情形"),
        text_column("innocent", "常见正当理由"),
        text_column("material", "所需资料"),
        text_column("label", "来源"),
    )
    lines = tuple(line(columns, _card(check, rules), key=check.code) for check in checks)
    return DisplayTable(CARDS, columns, lines, "台账没有的资料报来以后，相应检查自动启用。")


def _card(check: Check, rules: RulePack) -> dict[str, Any]:
    held = [rules.rule(key) for key in check.reads]
    material = [SUPPLEMENTS[name].label for name in (*check.needs, *check.uses)]
    return {
        **check._asdict(),
        "severities": "、".join(check.severities),
        "parameters": "；".join(
            f"{rule.label} {value_text(rule.raw)}（{rule.document}{rule.clause}）" for rule in held
        ),
        "exclusions": "；".join(each.words for each in check.exclusions),
        "innocent": "、".join(check.innocent),
        "material": "、".join(material + ([check.compares] if check.compares else [])) or "台账",
    }
