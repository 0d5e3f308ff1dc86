"""Peers by likeness (同类县区) as people read them: one county and those most like it, side by side."""

from collections.abc import Collection

import polars as pl

from metrics.comparison.likeness import County, Likeness, Peer
from metrics.comparison.rule_keys import PEERS, Peers
from metrics.progress.figures import pair
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    count,
    rate,
    rate_column,
    score_column,
    text,
    text_column,
)
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.ranking import grade_cell, grade_order, names_of

OWN = "本县区"
MISSING = {
    "households": "计划户数", "funding": "资金筹措能力", "heated": "北方采暖地区", "old": "小区建成年份",
}  # fmt: skip
RATES = {"start_rate": "开工率", "investment_rate": "投资完成率", "payment_rate": "支付率"}


def peer_table(
    evaluation: Evaluation, found: Likeness, progress: pl.DataFrame, *, seen: Collection[str]
) -> DisplayTable:
    """List a county and its peers, nearest first: how alike they are, scores, ranks and rates.

    `progress` are rows of `metrics.progress.rates.ledger`. What only records tell of a county is
    written of those that are `seen`. Keys are codes.
    """
    rule: Peers = evaluation.rules[PEERS]
    columns = _columns(evaluation, rule)
    scores = told_scores(evaluation).rows_by_key("region", named=True, unique=True)
    rates = progress.filter(year=evaluation.year).rows_by_key("region", named=True, unique=True)
    parts = {name: None for rate_name in RATES for name in pair(rate_name)}
    rows = [
        (found.own, OWN, ()),
        *((peer.county, str(n), peer.missing) for n, peer in enumerate(found.peers, start=1)),
    ]
    lines = (
        line(
            columns,
            {**parts, **rates.get(county.region, {}), **scores[county.region],
             **county._asdict(), "place": place, "missing": missing,
             "seen": county.region in seen},
            key=county.region,
        )
        for county, place, missing in rows
    )  # fmt: skip
    name = names_of(evaluation)[found.own.region]
    title = f"与{name}条件最接近的县区"
    return DisplayTable(title, columns, tuple(lines), _note(rule), evaluation.as_of)


def _columns(evaluation: Evaluation, rule: Peers) -> tuple[Column, ...]:
    names, order = names_of(evaluation), grade_order(evaluation)
    parents = dict(evaluation.frames.regions.select("region", "parent").iter_rows())
    return (
        text_column("place", "接近次序"),
        Column("name", ("县区",), Holds.TEXT, lambda row: text(names[row["region"]])),
        Column(
            "parent", ("市州",), Holds.TEXT, lambda row: text(names.get(parents[row["region"]]))
        ),
        score_column("score", "得分"),
        Column("rank", ("名次",), Holds.COUNT, _rank),
        Column("grade", ("等次",), Holds.TEXT, lambda row: grade_cell(row, order, silent=False)),
        *(rate_column(name, heading, parts=pair(name)) for name, heading in RATES.items()),
        Column("households", ("计划户数",), Holds.COUNT, lambda row: count(row["households"])),
        Column("funding", ("资金筹措能力(万元)",), Holds.MONEY, _funding),
        Column("heated", ("北方采暖",), Holds.TEXT, _heated),
        Column("old", (f"{rule.before}年前建成",), Holds.RATE, _old),
    )


def _rank(row: Row) -> Cell:
    """Write a rank; that of the small group is another ranking, and says so."""
    cell = count(row["rank"])
    if row["group"] == "main" or row["rank"] is None:
        return cell
    return cell._replace(text=f"小样本组{cell.text}", worded=True)


KEPT = Cell(None, "不公开", note="由本级及其上级查看")


def _funding(row: Row) -> Cell:
    if not row["seen"]:
        return KEPT
    return Cell(row["funding"], numbers.wan(row["funding"]))


def _heated(row: Row) -> Cell:
    heated = row["heated"]
    return Cell(heated, numbers.MISSING if heated is None else "是" if heated else "否")


def _old(row: Row) -> Cell:
    old = row["old"]
    if not row["seen"]:
        return KEPT
    if old is None:
        return rate(None, None)
    return rate(int(old * row["dated"]), row["dated"], note=f"建成年份已填的{row['dated']}个小区中")


def _note(rule: Peers) -> str:
    return (
        f"按列入计划的户数、资金筹措能力、是否北方采暖地区、{rule.before}年以前建成的小区占比四项，在有得分的县区中"
        "找最接近的：三项数值按在全部县区中的位次相减，采暖相同为0、不同为1，四项相加，和小的在前，相同的按行政区划代码。"
        "本县区未报的一项不参加比较；对方未报的一项按相差最远计，不当作0。只供对照，不影响得分和名次。"
    )


def peer_words(evaluation: Evaluation, found: Likeness, *, seen: Collection[str]) -> str:
    """Say where the county stands among its peers, and what could not be compared of those `seen`."""
    names = names_of(evaluation)
    own = names[found.own.region]
    if not found.peers:
        return f"{own}没有报送可供比较的条件，无法找出条件接近的县区。"
    scores = dict(told_scores(evaluation).select("region", "score").iter_rows())
    score = scores[found.own.region]
    others = [scores[peer.county.region] for peer in found.peers]
    words = f"{own}没有得分，条件最接近的{len(others)}个县区见下表"
    if score is not None:
        above = sum(other > score for other in others)
        ahead = f"有{above}个得分高于{own}" if above else f"没有得分高于{own}的"
        words = f"条件最接近的{len(others)}个县区中，{ahead}（{numbers.score(score)}分）"
    said = found.missing and found.own.region in seen
    words += f"；{own}未报{_listed(found.missing)}，没有按此比较" if said else ""
    told = [peer for peer in found.peers if peer.missing and peer.county.region in seen]
    lacking = "、".join(_lacking(names, peer) for peer in told)
    return f"{words}{f'；{lacking}，按相差最远计' if lacking else ''}。"


def _lacking(names: dict[str, str], peer: Peer) -> str:
    county: County = peer.county
    return f"{names[county.region]}未报{_listed(peer.missing)}"


def _listed(missing: tuple[str, ...]) -> str:
    return "、".join(MISSING[name] for name in missing)
