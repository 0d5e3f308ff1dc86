"""The slip of correction (更正单) as tables: ranks, points, counts and records that moved, and the rules."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from metrics.changes.score_moves import MeasureMove, ScoreMove
from metrics.rating.sheet_points import TARGETS as SHEET_TARGETS
from metrics.sealing.seal import Seal
from metrics.sealing.slip import Slip
from metrics.standards.measure import Measure
from metrics.views.changes.why_tables import exchanged, moved_points
from metrics.views.changes.why_words import Sides
from metrics.views.parts import labels, numbers
from metrics.views.parts.cells import Row, coded_column, text, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line, total_line
from metrics.views.rating.ranking import move_cell, names_of

SIDES = Sides("更正前", "更正后", "更正后适用")
RANKS, POINTS, COUNTS, RECORDS, TARGETS = (
    "名次、得分和等次变化",
    "得分变化的构成",
    "指标计数变化",
    "结论变化的记录",
    "变动的考核目标",
)
NOTHING = "更正前后的记录、计数、得分和名次完全相同。"
RANKS_NOTE = "名次变化升为正。本地区数据没有变化而名次变动的，因其他地区得分变化。"
POINTS_NOTE = "各条影响得分之和等于该地区得分的变化。"
NOT_ASKED = "不在评价范围"
_ENDS = ("before", "after")


def void_words(void: Sequence[int]) -> str:
    """Name the numbers of slips that are void (作废); empty where none is."""
    if not void:
        return ""
    named = "、".join(f"第{number}号" for number in void)
    return f"更正单{named}因更正封账退回或作废而作废，号码不再使用。"


def ranks(found: Slip) -> DisplayTable:
    """List the regions whose score, grade, rank or vetoes moved; a key is a region."""
    names = names_of(found.new.evaluation())

    def side(name: str, write: Callable[[Any], Cell]) -> tuple[Column, ...]:
        return tuple(
            Column(
                f"{name}_{at}",
                (_HEADS[name], words),
                _HOLDS[name],
                partial(_of, write, f"{name}_{at}"),
            )
            for at, words in zip(_ENDS, SIDES[:2], strict=True)
        )

    columns = (
        coded_column("region", "地区", words=names),
        *side("score", lambda value: Cell(value, numbers.score(value))),
        Column("moved", ("得分变化",), Holds.SCORE, _score_moved),
        *side("grade", text),
        *side("rank", lambda value: Cell(value, numbers.count(value))),
        Column("move", ("名次变化",), Holds.RANK_MOVE, lambda row: move_cell(row["move"])),
        Column("why", ("原因",), Holds.TEXT, lambda row: text(_why(found, row))),
    )
    rows = found.standings.iter_rows(named=True)
    lines = tuple(line(columns, row, key=row["region"]) for row in rows)
    return DisplayTable(RANKS, columns, lines, RANKS_NOTE, found.new.scope.as_of)


def _of(write: Callable[[Any], Cell], name: str, row: Row) -> Cell:
    return write(row[name])


_HEADS = {"score": "得分", "grade": "等次", "rank": "名次"}
_HOLDS = {"score": Holds.SCORE, "grade": Holds.TEXT, "rank": Holds.COUNT}


def _score_moved(row: Row) -> Cell:
    was, now = row["score_before"], row["score_after"]
    return moved_points(None if was is None or now is None else now - was)


def _why(found: Slip, row: Row) -> str:
    move = next((each for each in found.moves if each.region == row["region"]), None)
    parts = () if move is None else move.measures
    own = any(each.parts["own"] for each in parts) or (row["counted"] and not found.rules)
    aimed = _aimed(found.old, row["region"]) != _aimed(found.new, row["region"])
    causes = {
        "本地区数据变化": own and (row["counted"] or not aimed),
        "目标变化": own and aimed,
        "参数变化": bool(row["rules"]) or any(each.parts["rules"] for each in parts),
        "其他地区变化": bool(row["others"]),
    }
    return "、".join(words for words, holds in causes.items() if holds)


def _aimed(seal: Seal, region: str) -> dict[str, Fraction]:
    """Return the targets (目标) that a division is held to by a score sheet, its own or those from above."""
    held = seal.evaluation().rules.get(SHEET_TARGETS, {})
    return {item: target for (of, item), target in held.items() if of == region}


def points(found: Slip) -> DisplayTable:
    """List what each measure moved of each score that moved: the lines of a region add up to its total."""
    names, measures = names_of(found.new.evaluation()), found.old.standard.measures
    columns = (
        coded_column("region", "地区", words=names),
        text_column("measure", "编号"),
        text_column("title", "衡量内容"),
        Column("move", ("影响得分",), Holds.SCORE, _moved, _moved),
        Column("before", ("得分", SIDES.before), Holds.SCORE, _won("before"), _whole("before")),
        Column("after", ("得分", SIDES.after), Holds.SCORE, _won("after"), _whole("after")),
    )
    lines = [
        each
        for move in found.moves
        for each in (
            total_line(columns, _sum(move), words=f"{names.get(move.region, move.region)}总分"),
            *(
                line(columns, _part(move, one, measures), key=f"{move.region}:{one.measure}")
                for one in move.measures
                if one.move
            ),
        )
    ]
    return DisplayTable(POINTS, columns, tuple(lines), POINTS_NOTE)


def _moved(row: Row) -> Cell:
    return moved_points(row["move"])


def _won(side: str) -> Callable[[Row], Cell]:
    def write(row: Row) -> Cell:
        earned = row[side]
        if earned is None:
            return text("不适用")
        return Cell(earned.won, numbers.fixed(earned.won, decimals=2), worded=True)

    return write


def _whole(side: str) -> Callable[[Row], Cell]:
    return lambda row: Cell(row[f"score_{side}"], numbers.score(row[f"score_{side}"]))


def _sum(move: ScoreMove) -> Row:
    scores = {"score_before": move.score_before, "score_after": move.score_after}
    return {"region": move.region, "move": move.move, **scores}


def _part(move: ScoreMove, one: MeasureMove, measures: Mapping[str, Measure]) -> Row:
    return {"region": move.region, **one._asdict(), "title": measures[one.measure].title}


def counts(found: Slip) -> DisplayTable:
    """List the figures of measures that moved: met, judged and unknown on both sides."""
    names, measures = names_of(found.new.evaluation()), found.old.standard.measures
    heads = {"numerator": "达标", "denominator": "评价总数", "unknown": "数据缺失"}

    def figure(name: str, row: Row) -> Cell:
        told = [_amount(row[f"{name}_{side}"], money=row["amounts"]) for side in _ENDS]
        moved = "→".join(dict.fromkeys(told))
        return Cell(row[f"{name}_after"], moved, worded=True)

    columns = (
        coded_column("region", "地区", words=names),
        text_column("measure", "编号"),
        Column(
            "title", ("衡量内容",), Holds.TEXT, lambda row: text(measures[row["measure"]].title)
        ),
        *(Column(name, (heads[name],), Holds.TEXT, partial(figure, name)) for name in heads),
    )
    rows = found.counts.iter_rows(named=True)
    lines = tuple(line(columns, row, key=f"{row['region']}:{row['measure']}") for row in rows)
    note = f"{SIDES.before}→{SIDES.after}；只有一个数的没有变化。金额单位：万元。"
    return DisplayTable(COUNTS, columns, lines, note)


def _amount(value: int | None, *, money: bool) -> str:
    if value is None:
        return "不适用"
    return numbers.wan(value) if money else numbers.count(value)


def records(found: Slip) -> DisplayTable:
    """List the records whose judgement moved, of which measure, from what to what."""
    names, measures = names_of(found.new.evaluation()), found.old.standard.measures
    called = _called(found)

    def name(row: Row) -> Cell:
        return text(called.get(row["record"]) or names.get(row["record"]))

    def verdict(row: Row, side: str) -> Cell:
        return text(_verdict(row, side, measures[row["measure"]]))

    columns = (
        text_column("measure", "编号"),
        Column(
            "title", ("衡量内容",), Holds.TEXT, lambda row: text(measures[row["measure"]].title)
        ),
        coded_column("region", "地区", words=names),
        text_column("record", "记录编号"),
        Column("name", ("名称",), Holds.TEXT, name),
        Column("was", (SIDES.before,), Holds.TEXT, lambda row: verdict(row, "before")),
        Column("now", (SIDES.after,), Holds.TEXT, lambda row: verdict(row, "after")),
    )
    rows = found.turned.iter_rows(named=True)
    lines = tuple(line(columns, row, key=f"{row['measure']}:{row['record']}") for row in rows)
    return DisplayTable(RECORDS, columns, lines)


def _called(found: Slip) -> dict[str, str]:
    """Return the names of compounds and projects on either side; those of the correction stand."""
    named: dict[str, str] = {}
    for sealed in (found.old, found.new):
        for sheet, key in (("projects", "project"), ("compounds", "compound")):
            named |= dict(sealed.frames.tables[sheet].select(key, "name").iter_rows())
    return named


def _verdict(row: Row, side: str, measure: Measure) -> str:
    if row["kind"].startswith("added" if side == "before" else "removed"):
        return NOT_ASKED
    met = row[f"met_{side}"]
    if not measure.amounts:
        return labels.VERDICTS[met]
    word = {True: "计入", False: "不计入", None: labels.VERDICTS[None]}[met]
    return f"{word}　{numbers.wan(row[f'amount_{side}'])}万元"


def tables(found: Slip) -> tuple[DisplayTable, ...]:
    """Return the tables that say anything, as pages and papers show them."""
    listed = (
        ranks(found),
        points(found),
        counts(found),
        records(found),
        rules(found),
        targets(found),
    )
    return tuple(table for table in listed if table.lines)


def rules(found: Slip) -> DisplayTable:
    """List the rules of rating that were changed, on both sides."""
    return exchanged(found.rules, SIDES)._replace(title="变动的评价参数")


def targets(found: Slip) -> DisplayTable:
    """List the targets (目标) of a score sheet that were changed, on both sides."""
    names, standard = names_of(found.new.evaluation()), found.new.standard
    columns = (
        coded_column("region", "地区", words=names),
        text_column("item", "编号"),
        Column("title", ("考核内容",), Holds.TEXT, lambda row: text(standard.title(row["item"]))),
        *(
            Column(f"target_{at}", ("目标", words), Holds.TEXT, partial(_aim, f"target_{at}"))
            for at, words in zip(_ENDS, SIDES[:2], strict=True)
        ),
    )
    rows = found.targets.with_row_index("key").iter_rows(named=True)
    lines = tuple(line(columns, row, key=str(row["key"])) for row in rows)
    return DisplayTable(TARGETS, columns, lines, "", found.new.scope.as_of)


def _aim(name: str, row: Row) -> Cell:
    return text(row[name] or "未下达")
