"""What `python -m metrics lists` prints of 双清单, 推荐激励名单 and 督查激励条件: JSON, CSV, or tables to read."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from metrics.lists.criteria import held
from metrics.lists.double_list import Behind, Counted, Finding, double_list
from metrics.lists.gates import Candidate, Outcome
from metrics.lists.recommended import Recommendation, recommended
from metrics.rating.evaluation import Evaluation
from metrics.rules.value import RulePack
from metrics.views.lists import criteria_tables, double_tables, recommended_tables
from metrics.views.lists.double_tables import CodeOf
from metrics.views.lists.list_words import Source, nature
from metrics.views.parts import numbers
from metrics.views.parts.csv_file import csv_file
from metrics.views.parts.table import DisplayTable
from metrics.views.parts.text_table import listed
from metrics.views.rating.ranking import names_of


class Told(NamedTuple):
    """What is asked for: whose lists, of which level.

    `behind` are the records to list beside each measure; null lists none. `number` of places: null is the rule's.
    """

    source: Source
    level: str
    code_of: CodeOf
    behind: Behind | None = None
    number: int | None = None

    @property
    def evaluation(self) -> Evaluation:
        """What was found."""
        return self.source.evaluation

    @property
    def rules(self) -> RulePack:
        """The rules of lists."""
        return self.source.rules


def _head(told: Told) -> dict[str, Any]:
    own = told.evaluation
    return {
        "place": own.place, "as_of": own.as_of.isoformat(), "year": own.year, "nature": nature(told.source),
        "level": told.level, "rules": own.rules.name, "rules_on": own.rules.day.isoformat(),
        "digest": told.source.digest, "data_digest": own.data_digest, "rules_digest": own.rules.digest,
    }  # fmt: skip


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _regions(told: Told) -> list[str]:
    return told.evaluation.scores.filter(level=told.level)["region"].sort().to_list()


def double_json(told: Told) -> str:
    """Print every entry of every region with its measures; shares are exact ("4/5"), null is not known."""
    found = double_list(told.evaluation, told.rules)
    regions = [
        {"region": region, "entries": [_entry(each, region, told) for each in found[region]]}
        for region in _regions(told)
    ]
    return _json({**_head(told), "regions": regions})


def _entry(found: Finding, region: str, told: Told) -> dict[str, Any]:
    return {
        "list": found.head.side, "entry": found.head.title, "state": found.state.name.lower(),
        "measures": [_measure(each, region, told) for each in found.figures],
    }  # fmt: skip


def _measure(each: Counted, region: str, told: Told) -> dict[str, Any]:
    row = {
        "measure": each.measure, "numerator": each.numerator, "denominator": each.denominator,
        "unknown": each.unknown, "bound": str(each.bound), "reached": each.reached,
        "code": told.code_of(each.measure, region),
    }  # fmt: skip
    if told.behind is None:
        return row
    records = told.behind.get((region, each.measure), ())
    return {**row, "records": [{"record": record, "met": met} for record, met in records]}


def _double_tables(told: Told) -> tuple[DisplayTable, ...]:
    found = double_list(told.evaluation, told.rules)
    wide = double_tables.by_region(told.evaluation, told.rules, found, told.level)
    return (wide, double_tables.listed(told.evaluation, found, told.level, told.code_of))


def recommended_json(told: Told) -> str:
    """Print who is recommended by code, and every region with each condition."""
    own = _recommended(told)
    return _json(
        {
            **_head(told),
            "places": own.seats.number,
            "ties": list(own.seats.ties),
            "recommended": [each.region for each in own.by_code],
            "may_change": sorted(each.region for each in own.may_change),
            "regions": [
                {"standing": each.standing.name.lower(), **_candidate(each.candidate)}
                for each in own.rows
            ],
        }
    )


def _recommended(told: Told) -> Recommendation:
    return recommended(told.evaluation, told.rules, told.level, number=told.number)


def _candidate(each: Candidate) -> dict[str, Any]:
    return {
        "region": each.region, "rank": each.rank,
        "score": None if each.score is None else numbers.score(each.score), "grade": each.grade,
        "gates": [_outcome(outcome) for outcome in each.outcomes],
    }  # fmt: skip


def _outcome(each: Outcome) -> dict[str, Any]:
    return {
        "gate": each.gate.name.lower(), "passed": each.passed, "applies": each.applies,
        "found": each.found,
    }  # fmt: skip


def _recommended_tables(told: Told) -> tuple[DisplayTable, ...]:
    own = _recommended(told)
    return (
        recommended_tables.public(told.evaluation, own),
        recommended_tables.conditions(told.evaluation, own)._replace(
            note=recommended_tables.summary(own, names_of(told.evaluation))
            + recommended_tables.order_words(own)
        ),
    )


def criteria_json(told: Told) -> str:
    """Print the criteria with document and label; what nobody has seen has no threshold and no numbers."""
    rows = [
        {
            "scheme": each.scheme.name, "document": each.scheme.document, "words": each.criterion.words,
            "label": each.criterion.label, "figure": each.criterion.figure,
            "at_least": each.criterion.at_least, "reached": each.reached, "short": each.short,
            "unknown": each.unknown,
        }
        for each in held(told.evaluation, told.level)
    ]  # fmt: skip
    return _json({**_head(told), "criteria": rows})


def _criteria_tables(told: Told) -> tuple[DisplayTable, ...]:
    found = held(told.evaluation, told.level)
    return (criteria_tables.criteria(found, told.level, told.evaluation.as_of),)


_TABLES: Mapping[str, Callable[[Told], tuple[DisplayTable, ...]]] = {
    "double": _double_tables, "recommended": _recommended_tables, "criteria": _criteria_tables,
}  # fmt: skip
_JSON: Mapping[str, Callable[[Told], str]] = {
    "double": double_json, "recommended": recommended_json, "criteria": criteria_json,
}  # fmt: skip
LISTS = tuple(_TABLES)
"""What can be asked for."""


def _table(name: str, told: Told) -> str:
    own, source = told.evaluation, told.source
    basis = (
        f"{nature(source)}　数据截止日期：{own.as_of}　评价年度：{own.year}　参数集：{own.rules.called}"
        f"（{own.rules.day}）\n评价摘要：{source.digest}\n数据摘要：{own.data_digest}\n规则摘要：{own.rules.digest}"
    )
    return "\n\n".join((*map(listed, _TABLES[name](told)), basis))


def _csv(name: str, told: Told) -> str:
    """Print the last, most detailed table as CSV."""
    return csv_file(_TABLES[name](told)[-1]).decode("utf-8-sig").rstrip("\n")


FORMATS: Mapping[str, Callable[[str, Told], str]] = {
    "table": _table, "json": lambda name, told: _JSON[name](told), "csv": _csv,
}  # fmt: skip
