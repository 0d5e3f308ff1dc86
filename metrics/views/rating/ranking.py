"""The ranking of regions as people read it, with what moved since another date."""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.comparison.bands import bands
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import NOT_REPORTED, told_scores
from metrics.rating.ranking import breaches_first
from metrics.records.adjustment import NOTHING_ADJUSTED, Adjustment, adjustment
from metrics.standards.standard import Standard
from metrics.views.parts import labels, numbers
from metrics.views.parts.cells import (
    Row,
    count,
    count_column,
    score_column,
    text,
    text_column,
    unless_redrawn,
)
from metrics.views.parts.signals import Signal, of_grade
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating import findings

MISSING_SHOWN = 3
"""So many measures that lack data are named beside an interval."""


def ranking(
    evaluation: Evaluation,
    level: str,
    before: Evaluation | None = None,
    *,
    group: str = "main",
) -> DisplayTable:
    """List the regions of one level (county or city) and group, best rank first.

    `before` adds what moved since another evaluation; a region that was not in the same group
    then has no change, and of one whose area is another since (区划调整) that is said instead.
    Regions without a score, and those of whom nothing was reported (see
    `metrics.rating.hearing`), come last and have no rank.
    """
    scores = _banded(evaluation).filter(level=level, group=group)
    ordered = scores.sort("rank", "region", nulls_last=True).iter_rows(named=True)
    columns = ranking_columns(evaluation) + (MOVES if before else ())
    since = adjustment(before.frames, evaluation.frames) if before else NOTHING_ADJUSTED
    earlier = _by_region(before, since)
    lines = (
        line(columns, row | _moved(row, earlier, since.redrawn), key=row["region"])
        for row in ordered
    )
    title = f"{labels.LEVELS[level]}排名"
    note = _note(evaluation, before) if group == "main" else _small_note(evaluation, scores)
    note += _band_note(scores)
    return DisplayTable(
        title if group == "main" else f"{title}（{labels.GROUPS[group]}）",
        columns,
        tuple(lines),
        note + _how_sure(evaluation, scores),
        evaluation.as_of,
    )


def _banded(evaluation: Evaluation) -> pl.DataFrame:
    """Add its band (档) to each region that has a rank."""
    scores = told_scores(evaluation)
    band = pl.col("region").replace_strict(bands(scores), default=None, return_dtype=pl.Int64)
    return scores.with_columns(band=band)


def ranking_columns(evaluation: Evaluation) -> tuple[Column, ...]:
    """Return the columns of the ranking of one date."""
    names = names_of(evaluation)
    parents = dict(evaluation.regions.select("region", "parent").iter_rows())
    silent, order = findings.silent(evaluation), grade_order(evaluation)
    missing, standard = _missing(evaluation), evaluation.standard

    def column(name: str, heading: str, holds: Holds, write: Callable[[Row], Cell]) -> Column:
        return Column(name, (heading,), holds, write)

    return (
        count_column("rank", "名次"),
        column("interval", "名次区间", Holds.TEXT, lambda row: _opened(row, missing)),
        count_column("band", "档"),
        text_column("region", "行政区划代码"),
        column("name", "地区", Holds.TEXT, lambda row: text(names[row["region"]])),
        column("parent", "上级", Holds.TEXT, lambda row: text(names.get(parents[row["region"]]))),
        score_column("score", "得分"),
        column(
            "grade", "等次", Holds.TEXT,
            lambda row: grade_cell(row, order, silent=row["region"] in silent),
        ),
        column("vetoes", "一票否决", Holds.TEXT, lambda row: veto_cell(row["vetoes"], standard)),
        column("planned", "计划小区数", Holds.COUNT, lambda row: _planned(row, silent)),
    )  # fmt: skip


def names_of(evaluation: Evaluation) -> dict[str, str]:
    """Return the name of every division that 区划 has, by code."""
    return dict(evaluation.frames.regions.select("region", "name").iter_rows())


def grade_order(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the grades (等次), best first."""
    return tuple(band.grade for band in evaluation.rules["grade_bands"])


def interval(row: Row) -> Cell:
    """Write the rank interval as 3–6, or as one number where missing data leaves no doubt."""
    best, worst = row["rank_best"], row["rank_worst"]
    if best is None:
        return Cell(None, numbers.MISSING)
    return Cell((best, worst), str(best) if best == worst else f"{best}–{worst}")


def _missing(evaluation: Evaluation) -> dict[str, str]:
    """Say of each region which of its measures lack data, those with the most records first."""
    lacking = evaluation.counts.filter(pl.col("unknown") > 0, ~pl.col("amounts"))
    words = pl.concat_str("measure", pl.lit("缺失"), "unknown", pl.lit("条"))
    told = (
        lacking.sort("unknown", "measure", descending=(True, False))
        .group_by("region", maintain_order=True)
        .agg(words.head(MISSING_SHOWN).str.join("、"), more=pl.len() > MISSING_SHOWN)
    )
    return {region: text + "等" * more for region, text, more in told.iter_rows()}


def _opened(row: Row, missing: dict[str, str]) -> Cell:
    """Write a rank interval with the region's own missing data, or that only others' open it."""
    cell = interval(row)
    if row["rank_best"] == row["rank_worst"]:
        return cell
    own = missing.get(row["region"])
    return cell._replace(note=f"本地区{own}" if own else "因其他地区缺失数据")


def grade_cell(row: Row, order: Sequence[str], *, silent: bool) -> Cell:
    """Write a grade with the signal of its place among the grades; who never reported is said so.

    Of whom too little was reported there is none, only the word for it (`told_scores`).
    """
    if row["unheard"]:
        return Cell(None, row["unheard"], Signal.UNKNOWN)
    grade = row["grade"]
    word = grade or numbers.MISSING
    shown = f"{word}·{NOT_REPORTED}" if silent else word
    return Cell(grade, shown, of_grade(grade, tuple(order)))


def _planned(row: Row, silent: Collection[str]) -> Cell:
    """Write how many compounds are planned: none listed by who never reported is not 0."""
    return count(None if row["region"] in silent and not row["planned"] else row["planned"])


def veto_cell(codes: Sequence[str], standard: Standard) -> Cell:
    """Write the measures that bar a region: code and title; nothing barred is 无."""
    if not codes:
        return Cell("", "无")
    named = "；".join(f"{code} {standard.title(code)}" for code in codes)
    return Cell("、".join(codes), named, Signal.BAD)


def _by_region(before: Evaluation | None, since: Adjustment) -> dict[str, dict[str, Any]]:
    """Return the earlier scores by the codes of today, of those with the same area."""
    if before is None:
        return {}
    rows = told_scores(before).with_columns(pl.col("region").replace(since.renamed))
    rows = rows.filter(~pl.col("region").is_in(sorted(since.redrawn)))
    return {row["region"]: row for row in rows.iter_rows(named=True)}


def _moved(
    row: dict[str, Any], earlier: dict[str, dict[str, Any]], redrawn: Collection[str]
) -> dict[str, int | bool | None]:
    """Return how far rank and score moved; null where there is nothing to hold them against."""
    was = earlier.get(row["region"], {})
    same_group = was.get("group") == row["group"]
    places = _difference(was.get("rank"), row["rank"]) if same_group else None
    points = _difference(row["score"], was.get("score"))
    return {"rank_move": places, "score_move": points, "redrawn": row["region"] in redrawn}


def _difference(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left - right


def places_moved(places: int | None) -> str:
    """Write a rank move as 升2位, 降1位 or 持平; null becomes —."""
    if places is None:
        return numbers.MISSING
    if places == 0:
        return "持平"
    return f"升{places}位" if places > 0 else f"降{-places}位"


def move_cell(places: int | None) -> Cell:
    """Write a rank move."""
    return Cell(places, places_moved(places))


def _points(row: Row) -> Cell:
    moved = row["score_move"]
    exact = None if moved is None else Fraction(moved, 100)
    return Cell(moved, numbers.signed(exact, decimals=2))


def rank_moved(*headings: str) -> Column:
    """Make the column of rank moves: places, positive is up, or 区划调整."""
    return unless_redrawn(
        Column("rank_move", headings, Holds.RANK_MOVE, lambda row: move_cell(row["rank_move"]))
    )


MOVES = (
    rank_moved("名次变化"),
    unless_redrawn(Column("score_move", ("得分变化",), Holds.SCORE_MOVE, _points)),
)
"""What moved since another evaluation."""


def _note(evaluation: Evaluation, before: Evaluation | None) -> str:
    least = evaluation.rules["min_compounds"]
    note = (
        "名次区间为缺失数据按最有利与最不利情形判定时可能的最好与最差名次；"
        f"列入计划小区少于{least}个的地区单独分组排名。"
    )
    if evaluation.rules["veto_effect"] == "last":
        note += "一票否决的地区排在未被否决的地区之后。"
    if breaches_first(evaluation.rules):
        note += "先按底线要求中不达标的条数从少到多排列，条数相同的再按得分。"
    if before is not None:
        note += f"变化为与{numbers.day(before.as_of)}相比。"
    return note


def _band_note(scores: pl.DataFrame) -> str:
    """Say what a band (档) is, and how many there are."""
    number = scores["band"].max()
    if not isinstance(number, int):
        return ""
    how_many = f"本组共{number}档" if number > 1 else "本组目前连成1档"
    return (
        "名次区间相互重叠（包括经其他地区相连）的为同一档，同档的先后以现有数据不能确定，"
        f"不同档的先后是确定的；{how_many}。"
    )


def _how_sure(evaluation: Evaluation, scores: pl.DataFrame) -> str:
    """Say how many of a group have a rank, and what a rank and a grade do not say of each other."""
    ranked, all_ = scores["rank"].count(), scores.height
    lowest = grade_order(evaluation)[-1]
    words = ""
    if 0 < ranked < all_:
        words += (
            f"本组{all_}个，有名次的{ranked}个，其余未报送或没有可计分的记录，"
            "报来后可能排在其前或其后，因此名次为暂列，名次区间较宽。"
        )
    if scores.filter(rank=1, grade=lowest).height:
        words += (
            f"等次按得分所在分数段评定，名次只与本组相比：得分低的组，第1名也可能为“{lowest}”。"
        )
    return words


def _small_note(evaluation: Evaluation, scores: pl.DataFrame) -> str:
    """Say why these regions stand apart, and what one without any planned compound is judged by."""
    silent = findings.silent(evaluation)
    note = f"列入计划小区少于{evaluation.rules['min_compounds']}个，单独排名，不参加主排名。"
    if any(region in silent for region in scores["region"]):
        note += "未报送的不列得分、等次和名次，不等于工作为零。"
    if any(r not in silent for r in scores.filter(planned=0)["region"]):
        note += "计划小区为0的，只按其他适用的内容评价。"
    return note
