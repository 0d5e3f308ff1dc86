"""What opens a rank interval, as people read it: whose missing data, and which of them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from metrics.rating.evaluation import Evaluation
from metrics.rating.intervals import Ends, Interval
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, count, count_column, text_column
from metrics.views.parts.table import BLANK, Cell, Column, DisplayTable, Holds, line

NOTE = (
    "可得分为该条缺失的记录全部补齐且达标时总分的增加，最好名次为其他数据均按现状时的名次；"
    "缺失的否决内容如补齐后不达标，排在未被否决的地区之后。点任一行查看缺失的记录。"
)
NAMES_SHOWN = 6
CODES_SHOWN = 3


def told(interval: Interval, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say what opens an interval: the region's own missing data, and those of others, each alone."""
    ends, rank = interval.ends, interval.rank
    if ends.best == ends.worst:
        return (f"现排第{rank}名，没有影响名次的缺失数据，名次确定。",)
    own = f"因本地区{_codes(interval)}：{_reach(interval.own, rank)}（其他地区按现有数据）。"
    if not interval.openings:
        own = "本地区没有影响名次的缺失数据。"
    others = f"因其他地区缺失：{_reach(interval.others, rank)}（本地区按现有数据）。"
    if interval.others == Ends(rank, rank):
        others = "其他地区没有影响本地区名次的缺失数据。"
    parts = [f"现排第{rank}名，名次区间{ends.best}–{ends.worst}。", own, others]
    parts += _listed("补齐后可能超过本地区的", interval.rising, names)
    parts += _listed("补齐后可能触碰否决、排到本地区之后的", interval.falling, names)
    if interval.openings and interval.others_known:
        parts.append("补齐本地区缺失的记录，名次即可确定。")
    elif interval.openings:
        parts.append("补齐本地区缺失的记录后，名次区间只剩其他地区缺失的影响。")
    return tuple(parts)


def _codes(interval: Interval) -> str:
    parts = [f"{each.measure}缺失{each.unknown}条" for each in interval.openings[:CODES_SHOWN]]
    more = f"等{len(interval.openings)}项" if len(interval.openings) > CODES_SHOWN else ""
    return f"{'、'.join(parts)}{more}"


def _reach(ends: Ends, rank: int) -> str:
    if ends == Ends(rank, rank):
        return "不改变名次"
    up = f"可升到第{ends.best}名" if ends.best < rank else ""
    down = f"可降到第{ends.worst}名" if ends.worst > rank else ""
    return "，".join(filter(None, [up, down]))


def _listed(words: str, regions: Sequence[str], names: Mapping[str, str]) -> list[str]:
    if not regions:
        return []
    shown = "、".join(names[region] for region in regions[:NAMES_SHOWN])
    more = "等" if len(regions) > NAMES_SHOWN else ""
    return [f"{words}{len(regions)}个：{shown}{more}。"]


def openings(interval: Interval, evaluation: Evaluation) -> DisplayTable:
    """List the region's own measures whose missing records open the interval; keys are codes."""
    columns = (
        text_column("measure", "编号"),
        text_column("title", "衡量内容"),
        count_column("unknown", "缺失条数"),
        Column("gain", ("可得分",), Holds.SCORE, _gain),
        Column("best", ("最好名次",), Holds.COUNT, lambda row: count(row["best"])),
        Column("worst", ("触碰否决时名次",), Holds.COUNT, _worst),
    )
    lines = (
        line(
            columns,
            each._asdict() | {"title": evaluation.standard.title(each.measure)},
            key=each.measure,
        )
        for each in interval.openings
    )
    return DisplayTable("打开名次区间的缺失数据", columns, tuple(lines), NOTE, evaluation.as_of)


def _gain(row: Row) -> Cell:
    exact = Fraction(row["gain"], 100)
    return Cell(exact, numbers.signed(exact, decimals=2), worded=True)


def _worst(row: Row) -> Cell:
    return BLANK if row["worst"] is None else count(row["worst"])
