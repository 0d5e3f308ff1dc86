"""A place at a glance: key figures, tiles of its cities, both ends of the ranking, who reported."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import NOT_REPORTED, told_scores
from metrics.supervision.lights import RED
from metrics.views.parts import numbers
from metrics.views.parts.signals import Signal, of_grade
from metrics.views.parts.table import DisplayTable, Line
from metrics.views.rating import findings, narrative
from metrics.views.rating.findings import Unknown
from metrics.views.rating.narrative import Graded, Overall
from metrics.views.rating.ranking import grade_order, names_of, ranking

ENDS = ("rank", "region", "name", "parent", "score", "grade")
"""The columns of the ranking that its two ends show."""


class Figure(NamedTuple):
    """One key figure: what it is, its value with unit, and what it is to be held against."""

    label: str
    value: str
    detail: str
    help: str


class Tile(NamedTuple):
    """One region on the tile map; `word` says in a word what its colour says."""

    key: str
    name: str
    value: str
    word: str
    signal: Signal
    note: str


def key_figures(overall: Overall, missing: Unknown) -> tuple[Figure, ...]:
    """Return the six figures that a meeting asks for first."""
    money = overall.money

    def rated(label: str, value: str, words: str, name: str) -> Figure:
        rate = overall.rates[name]
        return Figure(label, value, f"{words} {rate.value}", rate.change)

    return (
        Figure("计划改造小区", f"{overall.planned}个", f"{overall.households}万户", ""),
        rated("已开工", f"{overall.started}个", "开工率", "start_rate"),
        rated("已完工", f"{overall.completed}个", "完工率", "completion_rate"),
        rated("完成投资", f"{money['completed_investment']}亿元", "占计划", "investment_rate"),
        rated("支付资金", f"{money['paid']}亿元", "占到位", "payment_rate"),
        Figure(
            "数据缺失",
            missing.share,
            f"{missing.records}项判定中{missing.unknown}项",
            "缺失的不计入达标，也不当作0。",
        ),
    )


def plan_note(overall: Overall) -> str:
    """Say what 开工率 counts where it exceeds 100 %, for compounds started outside the plan; else empty."""
    if not overall.unplanned:
        return ""
    return (
        f"开工率{overall.rates['start_rate'].value}：已开工{overall.started}个按实际开工日期计，计划"
        f"{overall.planned}个按列入计划日期计；已开工的小区中另有{overall.unplanned}个小区未列入计划，"
        "请核实列入计划日期。"
    )


def tiles(evaluation: Evaluation, level: str) -> tuple[Tile, ...]:
    """Return a tile for each region of a level, by code: score, grade and what bars it."""
    order, names = grade_order(evaluation), names_of(evaluation)
    silent = findings.silent(evaluation)
    scores = told_scores(evaluation).filter(level=level).sort("region")
    return tuple(
        Tile(
            key=row["region"],
            name=names[row["region"]],
            value=numbers.score(row["score"]),
            word=row["unheard"]
            or _word(row["grade"], row["vetoes"], silent=row["region"] in silent),
            signal=Signal.UNKNOWN if row["unheard"] else of_grade(row["grade"], order),
            note=f"一票否决：{'、'.join(row['vetoes'])}" if row["vetoes"] else "",
        )
        for row in scores.iter_rows(named=True)
    )


def _word(grade: str | None, vetoes: Sequence[str], *, silent: bool) -> str:
    words = [grade or "无得分", *(["否决"] if vetoes else []), *([NOT_REPORTED] if silent else [])]
    return "·".join(words)


def best_and_worst(
    evaluation: Evaluation, level: str, *, most: int = 5
) -> tuple[DisplayTable, DisplayTable]:
    """Return both ends of the main ranking, never the same region in both."""
    full = ranking(evaluation, level)
    rank = full.place("rank")
    ranked = [_barred(full, each) for each in full.lines if each.cells[rank].value is not None]
    first = ranked[:most]
    last = ranked[len(first) :][-most:]
    rest = [column.name for column in full.columns if column.name not in ENDS]

    def cut(title: str, lines: Sequence[Line]) -> DisplayTable:
        return DisplayTable(title, full.columns, tuple(lines)).without(*rest)

    return cut("排名靠前", first), cut("排名靠后", last[::-1])


def _barred(table: DisplayTable, ranked: Line) -> Line:
    """Say beside the grade that a region is barred: its score alone does not explain its rank."""
    place, veto = table.place("grade"), table.cell(ranked, "vetoes")
    if not veto.value:
        return ranked
    grade = ranked.cells[place]
    shown = grade._replace(text=f"{grade.text}·否决", note=f"一票否决：{veto.text}")
    return ranked._replace(cells=(*ranked.cells[:place], shown, *ranked.cells[place + 1 :]))


def last_words(evaluation: Evaluation, level: str) -> str:
    """Name who stands last in the main ranking of a level, with score and veto."""
    last = narrative.by_score(evaluation, level=level).last[:1]
    return "".join(
        f"排名末位：{'、'.join(standing.names)}（{standing.value}）。" for standing in last
    )


def graded_words(graded: Graded) -> str:
    """Say how many regions have each grade."""
    words = [f"{grade} {count}个" for grade, count in graded.grades]
    if graded.ungraded:
        words.append(f"暂无等次 {graded.ungraded}个")
    if graded.small:
        words.append(f"小样本组 {graded.small}个")
    if graded.silent:
        words.append(f"{NOT_REPORTED} {graded.silent}个")
    return "　".join(words)


def red_words(projects: pl.DataFrame) -> str:
    """Say how many projects of the supervision table are red; `projects` has their light."""
    red = (projects["light"].cast(pl.String) == RED).sum()
    return f"红灯项目{red}个，共{projects.height}个项目，查看督导一张表"
