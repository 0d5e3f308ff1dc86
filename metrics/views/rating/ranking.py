"""The ranking of regions as people read it, with what moved since another date."""

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from metrics.rating.evaluation import Evaluation
from metrics.standards.standard import Standard
from metrics.views.parts import labels, numbers
from metrics.views.parts.signals import Signal, of_grade
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped
from metrics.views.rating import findings

RANKING = (
    "名次", "名次区间", "行政区划代码", "地区", "上级", "得分", "等次", "一票否决", "计划小区数",
)  # fmt: skip
CHANGE = ("名次变化", "得分变化")
NOT_REPORTED = "未报送"


def ranking(
    evaluation: Evaluation,
    level: str,
    before: Evaluation | None = None,
    *,
    group: str = "main",
) -> DisplayTable:
    """List the regions of one level (county or city) and group, best rank first.

    `before` adds what moved since another evaluation; a region that was not in the same group
    then has no change. Regions without a score come last and have no rank.
    """
    scores = evaluation.scores.filter(level=level, group=group)
    ordered = scores.sort("rank", "region", nulls_last=True).iter_rows(named=True)
    earlier = _by_region(before)
    write = _ranking_writer(evaluation)
    rows = [write(row) + (_moved(row, earlier) if before else ()) for row in ordered]
    title = f"{labels.LEVELS[level]}排名"
    return untyped(
        title=title if group == "main" else f"{title}（{labels.GROUPS[group]}）",
        heads=RANKING + (CHANGE if before else ()),
        rows=rows,
        keys=[str(row[2].value) for row in rows],
        note=_note(evaluation, before) if group == "main" else _small_note(evaluation, scores),
    )


def _ranking_writer(evaluation: Evaluation) -> Callable[[dict[str, Any]], tuple[Cell, ...]]:
    names = names_of(evaluation)
    parents = dict(evaluation.regions.select("region", "parent").iter_rows())
    order, silent = grade_order(evaluation), findings.silent(evaluation)

    def write(row: dict[str, Any]) -> tuple[Cell, ...]:
        region = row["region"]
        return (
            Cell(row["rank"], numbers.count(row["rank"])),
            interval(row),
            Cell(region, region),
            Cell(names[region], names[region]),
            _text(names.get(parents[region])),
            Cell(row["score"], numbers.score(row["score"])),
            grade_cell(row["grade"], order, silent=region in silent),
            veto_cell(row["vetoes"], evaluation.standard),
            _planned(row["planned"], silent=region in silent),
        )

    return write


def names_of(evaluation: Evaluation) -> dict[str, str]:
    """Return the name of every division that 区划 has, by code."""
    return dict(evaluation.frames.regions.select("region", "name").iter_rows())


def grade_order(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the grades (等次), best first."""
    return tuple(band.grade for band in evaluation.rules["grade_bands"])


def interval(row: dict[str, Any]) -> Cell:
    """Write the rank interval as 3–6, or as one number where missing data leaves no doubt."""
    best, worst = row["rank_best"], row["rank_worst"]
    if best is None:
        return Cell(None, numbers.MISSING)
    return Cell((best, worst), str(best) if best == worst else f"{best}–{worst}")


def grade_cell(grade: str | None, order: Sequence[str], *, silent: bool = False) -> Cell:
    """Write a grade with the signal of its place among the grades; who never reported is said so."""
    text = grade or numbers.MISSING
    said = f"{text}·{NOT_REPORTED}" if silent else text
    return Cell(grade, said, of_grade(grade, tuple(order)))


def _planned(compounds: int, *, silent: bool) -> Cell:
    """Write how many compounds are planned: none listed by who never reported is not 0."""
    if silent and not compounds:
        return Cell(None, numbers.MISSING)
    return Cell(compounds, numbers.count(compounds))


def veto_cell(codes: Sequence[str], standard: Standard) -> Cell:
    """Write the measures that bar a region: code and title; nothing barred is 无."""
    if not codes:
        return Cell("", "无")
    text = "；".join(f"{code} {standard.title(code)}" for code in codes)
    return Cell("、".join(codes), text, Signal.BAD)


def _text(value: str | None) -> Cell:
    return Cell(value, value or numbers.MISSING)


def _by_region(before: Evaluation | None) -> dict[str, dict[str, Any]]:
    if before is None:
        return {}
    return {row["region"]: row for row in before.scores.iter_rows(named=True)}


def _moved(row: dict[str, Any], earlier: dict[str, dict[str, Any]]) -> tuple[Cell, Cell]:
    was = earlier.get(row["region"], {})
    same_group = was.get("group") == row["group"]
    places = _difference(was.get("rank"), row["rank"]) if same_group else None
    points = _difference(row["score"], was.get("score"))
    return Cell(places, places_moved(places)), Cell(points, _points(points))


def _difference(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left - right


def places_moved(places: int | None) -> str:
    """Write a rank move as 升2位, 降1位 or 持平; null becomes —."""
    if places is None:
        return numbers.MISSING
    if places == 0:
        return "持平"
    return f"升{places}位" if places > 0 else f"降{-places}位"


def _points(hundredths: int | None) -> str:
    if hundredths is None:
        return numbers.MISSING
    sign = {True: "+", False: "-"}[hundredths > 0] if hundredths else ""
    return f"{sign}{numbers.score(abs(hundredths))}"


def _note(evaluation: Evaluation, before: Evaluation | None) -> str:
    least = evaluation.rules["min_compounds"]
    note = (
        "名次区间为缺失数据按最有利与最不利情形判定时可能的最好与最差名次；"
        f"列入计划小区少于{least}个的地区单独分组排名。"
    )
    if evaluation.rules["veto_effect"] == "last":
        note += "一票否决的地区排在未被否决的地区之后。"
    if before is not None:
        note += f"变化为与{numbers.day(before.as_of)}相比。"
    return note


def _small_note(evaluation: Evaluation, scores: pl.DataFrame) -> str:
    """Say why these regions stand apart, and what one without any planned compound is judged by."""
    silent = findings.silent(evaluation)
    note = f"列入计划小区少于{evaluation.rules['min_compounds']}个，单独排名，不参加主排名。"
    if any(region in silent for region in scores["region"]):
        note += "未报送的，应报内容均按数据缺失处理，不计得分，不等于工作为零。"
    if any(r not in silent for r in scores.filter(planned=0)["region"]):
        note += "计划小区为0的，只按其他适用的内容评价。"
    return note
