"""What is attached to the PDF of a briefing (附件文件): a list for programmes to read, and the failing records.

The list (清单.json) goes to everybody: scope, round, digests, rules with documents, and every figure of the
annex 数据溯源表 with its code. The records go only to who may take records out.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from exports.papers.document import ROUND, Annex, Attachment, Briefing, Proof
from exports.papers.proof.stamp import code_of
from exports.papers.proof.trace_annex import figures_in
from metrics.plain_csv import written
from metrics.rating.evaluation import Evaluation
from metrics.records.digest import data_digest
from metrics.records.frames import Frames
from metrics.records.regions import within
from metrics.rules.value import Rule, RulePack
from metrics.sealing.seal import digest_of, judge_each
from metrics.sealing.trace import read
from metrics.standards.standard import Standard
from metrics.views.parts import labels
from metrics.views.rating.ranking import names_of
from metrics.views.tracing.trace_words import name_of

MANIFEST, FAILING = "清单.json", "未达标和数据缺失记录.csv"
HEADINGS = ("编号", "衡量内容", "区划代码", "地区", "记录编号", "名称", "结论")


def proof_of(evaluation: Evaluation, traced: Annex | None = None) -> Proof:
    """Return what a paper of an evaluation rests on; `traced` is its annex of codes, null where it has none."""
    names, place, standard = names_of(evaluation), evaluation.place, evaluation.standard
    figures = () if traced is None else figures_in(traced)
    facts = {
        "范围": _scope(evaluation.frames, place, names[place]),
        "评价标准": {"文件": standard.document, "名称": standard.name},
        **_rests_on(evaluation.data_digest, evaluation.rules),
        "数字": [_figure(standard, names, code, value) for code, value in figures],
    }
    return Proof(digest_of(evaluation), place, names[place], facts)


def proof_of_returns(frames: Frames, rules: RulePack, *, place: str) -> Proof:
    """Return what a paper of returns (进展报表) rests on: nothing was judged, and no figure has a code."""
    name, data = frames.regions.filter(region=place)["name"].item(), data_digest(frames)
    facts = {"范围": _scope(frames, place, name), **_rests_on(data, rules), "数字": []}
    return Proof(data, place, name, facts, judged=False)


def _scope(frames: Frames, place: str, name: str) -> dict[str, Any]:
    return {
        "地区": name, "区划代码": place, "数据截止日期": frames.as_of.isoformat(), "年度": frames.year,
    }  # fmt: skip


def _rests_on(data: str, rules: RulePack) -> dict[str, Any]:
    return {
        "数据摘要": data, "规则摘要": rules.digest,
        "参数集": {"名称": rules.title, "代号": rules.name, "有效日": rules.day.isoformat()},
        "参数": [_rule(rule) for key in rules.rules if (rule := rules.told(key))],
    }  # fmt: skip


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "参数": rule.key, "名称": rule.label, "值": rule.raw, "文件": rule.document, "条款": rule.clause,
        "自何日起": rule.since.isoformat(),
    }  # fmt: skip


def _figure(standard: Standard, names: Mapping[str, str], code: str, value: str) -> dict[str, str]:
    meant = read(code)
    return {
        "溯源码": code, "数字": name_of(meant.figure, standard), "区划代码": meant.region,
        "地区": names[meant.region], "数据截止日期": meant.as_of.isoformat(), "值": value,
    }  # fmt: skip


def attached(briefing: Briefing) -> tuple[Attachment, ...]:
    """Return the files that a PDF of a paper bears, in the order of their names; none without figures."""
    proof = briefing.proof
    if proof is None:
        return ()
    told = {
        "文件": briefing.masthead, "期号": briefing.issue, "稿次": briefing.watermark or "正式稿",
        "轮次": dict(briefing.basis).get(ROUND), "核验码": code_of(briefing) or None,
        proof.called: proof.digest, **proof.facts,
    }  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n"
    listed = Attachment(
        MANIFEST, text, "application/json", "data", "本件的范围、摘要、参数和各数字的溯源码"
    )
    return (*briefing.attached, listed)


def failing(evaluation: Evaluation) -> Attachment:
    """List the records of a place that do not meet a measure, or of which that is not known (数据缺失).

    Money that is no central or local one is counted as another kind, not as failing. Who makes a paper
    asks first whether the reader may take the records of the place out.
    """
    content = written(HEADINGS, _rows(evaluation)).decode()
    return Attachment(
        FAILING, content, "text/csv", "supplement", "各衡量内容未达标和数据缺失的记录"
    )


def _rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    frames, standard = evaluation.frames, evaluation.standard
    inside = within(frames.regions, evaluation.place)
    regions, names = names_of(evaluation), _record_names(frames)
    for code, judged in judge_each(frames, evaluation.rules, standard).items():
        measure = standard.measures[code]
        fails = pl.col("met").is_null() if measure.amounts else pl.col("met").ne_missing(other=True)
        listed = judged.join(inside, on="region", how="semi").filter(fails)
        for record, region, met in (
            listed.select("record", "region", "met").sort("region", "record").iter_rows()
        ):
            name = names.get(record) or names.get(record.split()[0], "")
            yield code, measure.title, region, regions[region], record, name, labels.VERDICTS[met]


def _record_names(frames: Frames) -> dict[str, str]:
    """Return the names of divisions, projects and compounds by code; what has no name is left out."""
    kinds = (
        (frames.regions, "region"),
        (frames.tables["projects"], "project"),
        (frames.tables["compounds"], "compound"),
    )
    pairs = (pair for table, key in kinds for pair in table.select(key, "name").iter_rows())
    return {code: name for code, name in pairs if name}
