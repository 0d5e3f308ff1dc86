"""Scores, grades and ranks by two sets of rules side by side, and what each changed rule moved."""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

import polars as pl

from metrics.changes.records_turned import counted
from metrics.changes.supposed.replay import Replay, Step
from metrics.changes.supposed.supposition import Supposition
from metrics.records.regions import within
from metrics.standards.catalogue import NATIONAL
from metrics.views.changes import why_words
from metrics.views.changes.why_words import Sides
from metrics.views.parts import labels, numbers
from metrics.views.parts.cells import Row, remark, text, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.ranking import grade_cell, grade_order, move_cell, names_of

UNOFFICIAL = "测算（非正式）"
NAME = "规则变动影响测算"
NOT_KEPT = "只供测算，不作为评价结果；本页不保存任何内容，假设写在网址里，复制网址可再次打开。"
OTHERS = "其他参数"
TRANSITIONS = 3
"""So many changes of grade are named."""
PARTS_NOTE = "各参数的影响按参数规则页所列顺序依次替换计算，各项之和等于变化；次序不同，各项可以不同，合计不变。"


def side_by_side(
    replay: Replay, level: str, sides: Sides, *, with_parts: bool = False
) -> DisplayTable:
    """List the regions of a level by their rank under the other rules, those of the main group first.

    `with_parts` adds what each changed rule moved of score and rank.
    """
    rows = replay.standings.filter(level=level).with_columns(apart=pl.col("group_after") != "main")
    ordered = rows.sort("apart", "rank_after", "region", nulls_last=True)
    columns = _columns(replay, sides, grouped=ordered["apart"].any())
    if with_parts:
        columns += _part_columns(replay)
    lines = tuple(line(columns, row, key=row["region"]) for row in ordered.iter_rows(named=True))
    note = f"{UNOFFICIAL}：只供比较，不作为评价结果。名次变化升为正。"
    note += PARTS_NOTE * with_parts
    title = f"{labels.LEVELS[level]}得分、等次和名次对比"
    return DisplayTable(title, columns, lines, note, replay.frames.as_of)


def _columns(replay: Replay, sides: Sides, *, grouped: bool) -> tuple[Column, ...]:
    names = names_of(replay.before)
    orders = tuple(grade_order(each) for each in (replay.before, replay.after))

    def grade(row: Row, side: str) -> Cell:
        own = {"grade": row[f"grade_{side}"], "unheard": row[f"unheard_{side}"]}
        return grade_cell(own, orders[side == "after"], silent=False)

    return (
        Column("name", ("地区",), Holds.TEXT, lambda row: text(names[row["region"]])),
        *_both(sides, "rank", "名次", Holds.COUNT, lambda row, s: _number(row[f"rank_{s}"])),
        Column("rank_move", ("名次", "变化"), Holds.RANK_MOVE, _places),
        *_both(sides, "score", "得分", Holds.SCORE, lambda row, s: _score(row[f"score_{s}"])),
        Column(
            "score_move", ("得分", "变化"), Holds.SCORE_MOVE, lambda r: _points(r["score_move"])
        ),
        *_both(sides, "grade", "等次", Holds.TEXT, grade),
        Column("vetoes", ("一票否决",), Holds.TEXT, _vetoes),
        *((Column("group", ("组别",), Holds.TEXT, _group),) * grouped),
    )


def _both(
    sides: Sides, name: str, heading: str, holds: Holds, write: Callable[[Row, str], Cell]
) -> tuple[Column, ...]:
    """Make the columns of one figure on both sides."""
    return tuple(
        Column(f"{name}_{side}", (heading, words), holds, partial(_of, write, side))
        for side, words in (("before", sides.before), ("after", sides.after))
    )


def _of(write: Callable[[Row, str], Cell], side: str, row: Row) -> Cell:
    return write(row, side)


def _number(value: int | None) -> Cell:
    return Cell(value, numbers.count(value))


def _score(value: int | None) -> Cell:
    return Cell(value, numbers.score(value))


def _points(hundredths: int | None) -> Cell:
    exact = None if hundredths is None else Fraction(hundredths, 100)
    return Cell(hundredths, numbers.signed(exact, decimals=2))


def _unless_none(cell: Cell) -> Cell:
    """Write a dash where a rule moved nothing: most do for most regions."""
    return cell if cell.value else Cell(cell.value, numbers.MISSING, worded=True)


def _places(row: Row) -> Cell:
    if row["rank_move"] is None and row["group_before"] != row["group_after"]:
        return Cell(None, "换组", worded=True)
    return move_cell(row["rank_move"])


def _vetoes(row: Row) -> Cell:
    """Write the measures that bar a region; on both sides where they are others."""
    told = ["、".join(row[f"vetoes_{side}"]) or "无" for side in ("before", "after")]
    titles = {*row["vetoes_before"], *row["vetoes_after"]}
    note = "；".join(f"{code} {NATIONAL.title(code)}" for code in sorted(titles))
    return Cell(told[1], "→".join(dict.fromkeys(told)), note=note)


def _group(row: Row) -> Cell:
    """Name the group of a region that is not, or not on both sides, in the main ranking."""
    told = [labels.GROUPS[row[f"group_{side}"]] for side in ("before", "after")]
    return remark("→".join(dict.fromkeys(told)) if set(told) != {labels.GROUPS["main"]} else "")


def _part_columns(replay: Replay) -> tuple[Column, ...]:
    def columns(number: int, step: Step) -> tuple[Column, Column]:
        def score(row: Row) -> Cell:
            return _unless_none(_points(replay.parts[row["region"]][number][0]))

        def rank(row: Row) -> Cell:
            return _unless_none(move_cell(replay.parts[row["region"]][number][1]))

        name = step_words(step)
        return (
            Column(f"score_{number}", (name, "影响得分"), Holds.SCORE_MOVE, score),
            Column(f"rank_{number}", (name, "影响名次"), Holds.RANK_MOVE, rank),
        )

    return tuple(each for number, step in enumerate(replay.steps) for each in columns(number, step))


def step_words(step: Step) -> str:
    """Name the rules that are exchanged at a step."""
    rules = (change.now or change.then for change in step.changed)
    return "、".join(rule.label for rule in rules if rule) or OTHERS


def summary(replay: Replay, level: str) -> str:
    """Say in one sentence how many regions of a level moved in score, grade and rank, and what turned."""
    rows = replay.standings.filter(level=level)
    up, down = (rows.filter(pl.col("score_move") * sign > 0).height for sign in (1, -1))
    grades = Counter(
        (was, now)
        for was, now in rows.select("grade_before", "grade_after").iter_rows()
        if was != now
    )
    barred = rows.select(
        was=pl.col("vetoes_before").list.len() > 0, now=pl.col("vetoes_after").list.len() > 0
    )
    ranks = rows.filter(pl.col("rank_before").ne_missing(pl.col("rank_after"))).height
    newly, freed = (
        barred.filter(pl.col(a), ~pl.col(b)).height for a, b in (("now", "was"), ("was", "now"))
    )
    vetoed = f"，一票否决新增{newly}个、解除{freed}个" if newly or freed else ""
    return (
        f"{labels.LEVELS[level]}{rows.height}个：得分变化{up + down}个（升{up}、降{down}），"
        f"等次变化{grades.total()}个{_transitions(grades)}，名次变化{ranks}个{vetoed}；{turned_words(replay)}。"
    )


def refused_words(found: Supposition) -> str:
    """Say of each part that was refused why it cannot be supposed."""

    def called(named: str) -> str:
        rule = found.rules.readers.get(named.partition(".")[0])
        return f"{rule.label}（{named}）" if rule else f"“{named}”" * bool(named)

    return "；".join(f"{called(named)}{words}" for named, words in found.refused.items())


def _transitions(grades: Counter[tuple[str | None, str | None]]) -> str:
    if not grades:
        return ""
    ordered = sorted(grades.items(), key=lambda each: (-each[1], str(each[0])))
    named = (f"{was or '无'}→{now or '无'}{count}个" for (was, now), count in ordered[:TRANSITIONS])
    return f"（{'、'.join(named)}{'等' * (len(ordered) > TRANSITIONS)}）"


def turned_words(replay: Replay) -> str:
    """Say how many records of the place are judged otherwise, of how many measures."""
    turned = _turned_in(replay)
    if turned.is_empty():
        return "没有记录改判"
    return f"{turned['measure'].n_unique()}条衡量内容的{turned.height}条记录改判"


def _turned_in(replay: Replay) -> pl.DataFrame:
    inside = within(replay.frames.regions, replay.place)
    return replay.turned.join(inside, on="region", how="semi")


def measures(replay: Replay, sides: Sides) -> DisplayTable:
    """List the measures of which records of the place are judged otherwise; the key is the code."""
    numbers_of = counted(_turned_in(replay))
    sums: list[Mapping[str, Row]] = [
        each.counts.filter(region=replay.place).rows_by_key("measure", named=True, unique=True)
        for each in (replay.before, replay.after)
    ]
    columns = (
        text_column("measure", "编号"),
        text_column("title", "衡量内容"),
        Column("before", (sides.before,), Holds.TEXT, lambda row: _counted(row, sums[0])),
        Column("after", (sides.after,), Holds.TEXT, lambda row: _counted(row, sums[1])),
        text_column("turned", "改判的记录"),
    )
    rows = (
        {
            "measure": code,
            "title": NATIONAL.title(code),
            "turned": why_words.turned_words(code, kinds),
        }
        for code, kinds in numbers_of.items()
    )
    lines = tuple(line(columns, row, key=row["measure"]) for row in rows)
    return DisplayTable("改判的衡量内容", columns, lines)


def _counted(row: Row, sums: Mapping[str, Row]) -> Cell:
    """Write how many of how many meet a measure, with the rate."""
    own = sums.get(row["measure"])
    if own is None or not own["denominator"]:
        return Cell(None, "不适用")
    part, whole = own["numerator"], own["denominator"]
    rate = numbers.percent(part, whole)
    return Cell(Fraction(part, whole), f"{part}/{whole}（{rate}）", worded=True)
