"""The weekly 工作简报: an evaluation and its progress become a finished document, in no file format.

`compose` decides what is said and in which order; `metrics.views` finds the values, and the words
stand in `templates/*.j2`.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from exports.papers import briefing_tables as tables
from exports.papers.document import Annex, Block, Briefing, Figure, Heading, Paragraph
from exports.papers.facts.inputs import Inputs
from exports.papers.proof.manifest import proof_of
from exports.papers.proof.trace_annex import trace_annex
from exports.papers.silent_annex import needs_annex, silent_annex
from exports.papers.words import lines, say
from metrics.days.beijing import moment
from metrics.dispatch.cases import Library
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.views.parts import labels, numbers
from metrics.views.parts.charts import progress_trend
from metrics.views.rating import findings, narrative

ORDINALS = "一二三四五六七八九十"


def compose(
    *, evaluation: Evaluation, progress: Mapping[date, pl.DataFrame], library: Library, issue: int,
    before: Evaluation | None = None, draft: bool = False,
) -> Briefing:  # fmt: skip
    """Compose the briefing of one data date.

    `issue` is the number within the year. `draft` marks every page 送审稿; an invented place marks
    them 演示数据 by itself. Raises NothingReported where the ledger has no project of the year.
    """
    given = Inputs(
        evaluation=evaluation, before=before, progress=progress, library=library, issue=issue,
        draft=draft,
    )  # fmt: skip
    annexes = _annexes(given)
    blocks = (
        *_overall(given), *_regions(given), *_problems(given, annexes), *_experience(given),
        *_requests(given, annexes),
    )  # fmt: skip
    return _framed(given, blocks, annexes)


def _framed(given: Inputs, blocks: tuple[Block, ...], annexes: tuple[Annex, ...]) -> Briefing:
    head = {"place": given.place_name, "scope": given.now.scope, "year": given.now.year}
    return Briefing(
        masthead=say("masthead", "name"),
        issue=say("masthead", "issue", issue=given.issue),
        issuer=say("masthead", "issuer", **head),
        dated=given.evaluation.as_of,
        day=given.now.day,
        title=lines("masthead", "title", **head),
        blocks=blocks,
        annexes=annexes,
        basis=_basis(given),
        basis_title=say("annexes", "basis"),
        distribution=lines("masthead", "distribution", **head),
        marks=(say("masthead", "demo"),) if given.demo else (),
        watermark=say("masthead", "draft") if given.draft else "",
        proof=proof_of(given.evaluation, annexes[-1]),
    )


def _overall(given: Inputs) -> tuple[Block, ...]:
    own = given.evaluation
    chart = progress_trend(given.progress, region=own.place, year=own.year)
    return (
        Heading(say("overall", "heading")),
        Paragraph(say("overall", "progress", now=given.now)),
        Paragraph(say("overall", "money", now=given.now)),
        Figure(say("overall", "trend", title=chart.title), chart),
    )


def _regions(given: Inputs) -> tuple[Block, ...]:
    evaluation, levels = given.evaluation, given.levels
    starts, scores = (
        [Paragraph(told(given, level)) for level in levels] for told in (_starts, _scores)
    )
    table = [tables.cities(evaluation, given.before, given.progress)] if "city" in levels else []
    own = told_scores(evaluation).filter(region=evaluation.place).row(0, named=True)
    whole = say(
        "regions", "province",
        standard=evaluation.standard, scope=given.now.scope, unheard=own["unheard"],
        score="" if own["score"] is None else numbers.score(own["score"]), grade=own["grade"],
        change=narrative.score_change(evaluation, given.before),
    )  # fmt: skip
    if not levels:
        return (Heading(say("regions", "heading_alone")), Paragraph(whole))
    return (
        Heading(say("regions", "heading")),
        Heading(say("regions", "starts_heading"), 2), *starts,
        Heading(say("regions", "scores_heading"), 2), Paragraph(whole), *scores, *table,
        *tables.furthest(evaluation, given.why, levels, number=len(table) + 1),
    )  # fmt: skip


def _starts(given: Inputs, level: str) -> str:
    ends = narrative.by_rate(given.evaluation, given.progress, level=level, rate="start_rate")
    return say("regions", "starts", unit=labels.LEVELS[level], ends=ends) if ends.first else ""


def _scores(given: Inputs, level: str) -> str:
    unit, least = labels.LEVELS[level], given.evaluation.rules["min_compounds"]
    graded = narrative.graded(given.evaluation, level=level)
    ends = narrative.by_score(given.evaluation, level=level)
    grades = say("regions", "grades", unit=unit, graded=graded, least=least)
    return grades + (say("regions", "scores", unit=unit, ends=ends) if ends.first else "")


def _problems(given: Inputs, annexes: tuple[Annex, ...]) -> tuple[Block, ...]:
    values = _findings(given, annexes)
    blocks: list[Block] = [Heading(say("problems", "heading"))]
    for part in ("breaches", "overdue", "reds", "reporting"):
        blocks.append(Heading(say("problems", f"{part}_heading"), 2))
        blocks.append(Paragraph(say("problems", part, **values)))
    return (*blocks, Paragraph(say("problems", "unknown", **values)))


def _findings(given: Inputs, annexes: tuple[Annex, ...]) -> dict[str, object]:
    evaluation = given.evaluation
    return {
        "barred": findings.barred(evaluation),
        "breaches": findings.breaches(evaluation),
        "overdue": findings.overdue(evaluation),
        "reds": findings.reds(given.reds),
        "reporting": findings.reporting(evaluation),
        "unknown": findings.unknown(evaluation),
        "behind": findings.behind(given.behind),
        "reds_annex": _annex_name(annexes, "reds"),
        "behind_annex": _annex_name(annexes, "behind"),
        "silent_annex": _annex_name(annexes, "silent"),
        "missing": numbers.MISSING,
    }


def _experience(given: Inputs) -> tuple[Block, ...]:
    """Quote cases for the weakest items; without any the part is left out."""
    if not given.helped:
        return ()
    blocks: list[Block] = [
        Heading(say("experience", "heading", ordinal=ORDINALS[3])),
        Paragraph(say("experience", "lead", scope=given.now.scope, items=given.helped)),
    ]
    for ordinal, item in zip(ORDINALS, given.helped, strict=False):
        cases = (Paragraph(say("experience", "case", case=case)) for case in item.cases)
        blocks += [Heading(say("experience", "item", ordinal=ordinal, item=item), 2), *cases]
    return tuple(blocks)


def _requests(given: Inputs, annexes: tuple[Annex, ...]) -> tuple[Block, ...]:
    silent = findings.reporting(given.evaluation).silent
    ordinal = ORDINALS[4 if given.helped else 3]
    return (
        Heading(say("requests", "heading", ordinal=ordinal)),
        Paragraph(say("requests", "requests", **_findings(given, annexes), silent=silent)),
    )


def _annex_name(annexes: tuple[Annex, ...], block: str) -> str:
    """Return what the text calls an annex; empty where there is none, and one alone has no number."""
    titles = [annex.title for annex in annexes]
    if (title := say("annexes", block)) not in titles:
        return ""
    return "附件" if len(titles) == 1 else f"附件{titles.index(title) + 1}"


def _annexes(given: Inputs) -> tuple[Annex, ...]:
    annexes = []
    if "county" in given.levels:
        annexes.append(tables.county_annex(given.evaluation, given.before, given.progress))
    if given.reds.height:
        annexes.append(tables.red_annex(given.evaluation, given.reds))
    if given.behind.height:
        annexes.append(tables.behind_annex(given.evaluation, given.behind))
    if needs_annex(reporting := findings.reporting(given.evaluation)):
        annexes.append(silent_annex(given.evaluation, reporting))
    annexes.append(_traced(given))
    return tuple(annexes)


def _traced(given: Inputs) -> Annex:
    """Give every figure of the tables its trace code."""
    own, why = given.evaluation, given.why
    moved = (
        []
        if why is None
        else [m for level in given.levels for m in why.furthest(level, narrative.TAKE)]
    )
    return trace_annex(own, given.before, given.progress[own.as_of], given.levels, moved)


def _basis(given: Inputs) -> tuple[tuple[str, str], ...]:
    evaluation, rules = given.evaluation, given.evaluation.rules
    row = given.progress[evaluation.as_of].filter(region=evaluation.place, year=evaluation.year)
    left_out = {rate: row[f"{rate}_left_out"][0] for rate in ("investment_rate", "payment_rate")}
    values = {
        "standard": given.evaluation.standard, "rules": rules, "rules_day": numbers.long_day(rules.day),
        "documents": rules.documents(evaluation.regions["region"]),
        "day": given.now.day, "as_of": evaluation.as_of.isoformat(), "year": evaluation.year,
        "place": given.place_name, "code": evaluation.place, "left_out": left_out,
        "unknown": findings.unknown(evaluation),
    }  # fmt: skip
    demo = (("演示", say("basis", "demo")),) if given.demo else ()
    written = tuple((label, say("basis", part, **values)) for part, label in BASIS)
    quoted = (("案例依据", _quoted(given)),) if given.helped else ()
    digests = (("数据摘要", evaluation.data_digest), ("规则摘要", rules.digest))
    return (*demo, *written, *quoted, *digests, ("复核命令", say("basis", "recompute", **values)))


def _quoted(given: Inputs) -> str:
    cases = [case for item in given.helped for case in item.cases]
    at = given.library.known_at
    return say(
        "experience", "basis", number=len(given.library.cases), known_at=moment(at) if at else numbers.MISSING,
        quoted=cases, sources=sorted({case.source for case in cases}),
    )  # fmt: skip


BASIS = (
    ("standard", "评价标准"), ("rules", "参数规则"), ("documents", "文件依据"),
    ("data", "数据范围"), ("unknown", "判定缺失"), ("method", "计算口径"),
)  # fmt: skip
