"""What `python -m metrics` prints: the contract's JSON, CSV, or a table to read."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import polars as pl

from metrics.plain_csv import harmless
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.records.schema import Column
from metrics.rules.value import RulePack
from metrics.standards.measure import Measure
from metrics.views.parts import labels, numbers
from metrics.views.parts.text_table import text_table
from metrics.views.rating.findings import silent
from metrics.views.rating.rule_tables import owner, pack_called, value_text

COUNTED = ("region", "measure", "numerator", "denominator", "unknown")
RANKED = ("region", "level", "score", "grade", "vetoes", "rank", "rank_best", "rank_worst", "group")


def evaluation_data(evaluation: Evaluation, level: str | None) -> dict[str, Any]:
    """Return the evaluation as the JSON contract has it; `level` keeps the regions of one level.

    By a score sheet (考核细则) it begins with the name of the `standard`.

    Scores are those of the formulas, of who did not report (`metrics.rating.hearing`) too.
    """
    scores = evaluation.scores if level is None else evaluation.scores.filter(level=level)
    counts = evaluation.counts.join(scores, on="region", how="semi").sort("region", "measure")
    sheet = {"standard": evaluation.standard.called} if evaluation.standard.lays_down else {}
    return {
        **sheet,
        "as_of": evaluation.as_of.isoformat(),
        "year": evaluation.year,
        "rules": evaluation.rules.name,
        "rules_on": evaluation.rules.day.isoformat(),
        "data_digest": evaluation.data_digest,
        "rules_digest": evaluation.rules.digest,
        "measures": counts.select(COUNTED).to_dicts(),
        "scores": [_score_row(row) for row in scores.select(RANKED).iter_rows(named=True)],
    }


def _score_row(row: dict[str, Any]) -> dict[str, Any]:
    scored = row["score"] is not None
    return row | {"score": numbers.score(row["score"]) if scored else None}


def evaluation_json(evaluation: Evaluation, level: str | None) -> str:
    """Print the evaluation as JSON."""
    return json.dumps(evaluation_data(evaluation, level), ensure_ascii=False, indent=1)


def evaluation_csv(evaluation: Evaluation, level: str | None) -> str:
    """Print the scores as CSV, vetoes joined by a space; a null is an empty cell."""
    told = evaluation_data(evaluation, level)
    sheet = [name for name in ("standard",) if name in told]
    rows = [[_cell(row[name]) for name in RANKED] for row in told["scores"]]
    return _csv([*RANKED, *sheet], [[*row, *(told[name] for name in sheet)] for row in rows])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, list) else str(value)


def _csv(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().rstrip("\n")


def evaluation_table(evaluation: Evaluation, level: str | None) -> str:
    """Print the scores as a table to read, best rank first within level and group."""
    scores = told_scores(evaluation)
    scores = scores if level is None else scores.filter(level=level)
    named = scores.join(evaluation.regions.select("region", "name"), on="region")
    ordered = named.sort("level", "group", "rank", "region", nulls_last=True)
    heads = ("层级", "组别", "排名", "区间", "代码", "地区", "得分", "等次", "一票否决")
    never_reported = silent(evaluation)
    rows = [
        _ranking_line(row, silent=row["region"] in never_reported)
        for row in ordered.iter_rows(named=True)
    ]
    sheet = f"评价标准：{evaluation.standard.called}\n" if evaluation.standard.lays_down else ""
    basis = (
        f"{sheet}数据截止日期：{evaluation.as_of}　评价年度：{evaluation.year}　"
        f"参数集：{evaluation.rules.called}（{evaluation.rules.day}）\n"
        f"数据摘要：{evaluation.data_digest}\n规则摘要：{evaluation.rules.digest}"
    )
    return f"{text_table(heads, rows)}\n\n{basis}"


def _ranking_line(row: dict[str, Any], *, silent: bool) -> tuple[str, ...]:
    ranked = row["rank"] is not None
    return (
        labels.LEVELS[row["level"]],
        labels.GROUPS[row["group"]],
        str(row["rank"]) if ranked else numbers.MISSING,
        f"{row['rank_best']}–{row['rank_worst']}" if ranked else numbers.MISSING,
        row["region"],
        row["name"],
        numbers.score(row["score"]),
        row["unheard"] or (row["grade"] or numbers.MISSING) + ("（未报送）" if silent else ""),
        "、".join(row["vetoes"]) or numbers.MISSING,
    )


def evidence_rows(evidence: pl.DataFrame, *, measure: Measure) -> tuple[list[str], list[list[str]]]:
    """Return headings and cells of the records behind a figure, in Chinese."""
    # A measure of money shows its own amount.
    shown = [name for name in evidence.columns if name != "amount"]
    columns = [labels.column(name, measure) for name in shown]
    rows = [
        [
            _evidence_cell(name, value, column)
            for name, value, column in zip(shown, line, columns, strict=True)
        ]
        for line in evidence.select(shown).iter_rows()
    ]
    return [column.label for column in columns], rows


def _evidence_cell(name: str, value: Any, column: Column) -> str:
    if name == labels.JUDGED_BY:
        return pack_called(value)
    return labels.VERDICTS[value] if name == "met" else numbers.cell(value, column.kind)


def evidence_table(evidence: pl.DataFrame, measure: Measure) -> str:
    """Print the records behind a figure as a table to read."""
    heads, rows = evidence_rows(evidence, measure=measure)
    title = f"{measure.code} {measure.title}：{len(rows)}条记录"
    return f"{title}\n{text_table(heads, rows)}"


def evidence_csv(evidence: pl.DataFrame, measure: Measure) -> str:
    """Print the records behind a figure as CSV with Chinese headings."""
    return _csv(*evidence_rows(evidence, measure=measure))


def evidence_json(evidence: pl.DataFrame, measure: Measure) -> str:
    """Print the records behind a figure as JSON: kept values, dates as text, blanks as null."""
    del measure
    return json.dumps(evidence.to_dicts(), ensure_ascii=False, indent=1, default=date.isoformat)


def rules_table(rules: RulePack, place: str) -> str:
    """Print the rules in force with document and clause, then those of other packs inside a place."""
    title = f"{rules.place_name}（{rules.place}）{rules.day}有效的参数　摘要{rules.digest}"
    near = (
        f"\n\n{pack.place_name}（{code}）以下各项另有规定\n{_rule_lines(pack)}"
        for code, pack in rules.inside(place).items()
    )
    return f"{title}\n{_rule_lines(rules)}{''.join(near)}"


def _rule_lines(rules: RulePack) -> str:
    heads = ("参数", "名称", "值", "生效日期", "文件", "条款", "来源", "说明")
    rows = [
        (
            rule.key,
            rule.label,
            value_text(rule.raw),
            rule.since.isoformat(),
            rule.document,
            rule.clause or numbers.MISSING,
            owner(rule).text,
            rule.note,
        )
        for rule in rules.rules.values()
    ]
    return text_table(heads, rows)


EVALUATION: dict[str, Callable[[Evaluation, str | None], str]] = {
    "table": evaluation_table,
    "json": evaluation_json,
    "csv": evaluation_csv,
}
EVIDENCE: dict[str, Callable[[pl.DataFrame, Measure], str]] = {
    "table": evidence_table,
    "json": evidence_json,
    "csv": evidence_csv,
}
