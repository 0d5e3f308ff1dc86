"""A place at a glance: key figures, tiles of its cities, both ends of the ranking, who reported."""

from datetime import date
from typing import NamedTuple

from metrics.evaluation import Evaluation
from metrics.views import numbers
from metrics.views.findings import Reporting, Unknown
from metrics.views.narrative import Graded, Overall
from metrics.views.signals import Signal, of_grade
from metrics.views.tables import Cell, DisplayTable, grade_order, names_of, ranking

ENDS = ("名次", "地区", "上级", "得分", "等次")


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
    rates, money = overall.rates, overall.money

    def rate(name: str, words: str) -> str:
        return f"{words} {rates[name].value}"

    def moved(name: str) -> str:
        return rates[name].change

    return (
        Figure("计划改造小区", f"{overall.planned}个", f"{overall.households}万户", ""),
        Figure("已开工", f"{overall.started}个", rate("start_rate", "开工率"), moved("start_rate")),
        Figure(
            "已完工",
            f"{overall.completed}个",
            rate("completion_rate", "完工率"),
            moved("completion_rate"),
        ),
        Figure(
            "完成投资",
            f"{money['completed_investment']}亿元",
            rate("investment_rate", "占计划"),
            moved("investment_rate"),
        ),
        Figure(
            "支付资金",
            f"{money['paid']}亿元",
            rate("payment_rate", "占到位"),
            moved("payment_rate"),
        ),
        Figure(
            "数据缺失",
            missing.share,
            f"{missing.unknown}项判定",
            f"共{missing.records}项判定；缺失不计入达标，也不当作0。",
        ),
    )


def tiles(evaluation: Evaluation, level: str) -> tuple[Tile, ...]:
    """Return a tile for each region of a level, by code: score, grade and what bars it."""
    order, names = grade_order(evaluation), names_of(evaluation)
    scores = evaluation.scores.filter(level=level).sort("region")
    return tuple(
        Tile(
            key=row["region"],
            name=names[row["region"]],
            value=numbers.score(row["score"]),
            word=_word(row["grade"], barred=bool(row["vetoes"])),
            signal=of_grade(row["grade"], order),
            note=f"一票否决：{'、'.join(row['vetoes'])}" if row["vetoes"] else "",
        )
        for row in scores.iter_rows(named=True)
    )


def _word(grade: str | None, *, barred: bool) -> str:
    word = grade or "无得分"
    return f"{word}·否决" if barred else word


def best_and_worst(
    evaluation: Evaluation, level: str, *, most: int = 5
) -> tuple[DisplayTable, DisplayTable]:
    """Return both ends of the main ranking, never the same region in both."""
    full = ranking(evaluation, level)
    ranked = [row for row in full.rows if row[0].value is not None]
    first = ranked[:most]
    last = ranked[len(first) :][-most:]
    columns = [full.columns.index(label) for label in ENDS]
    region = full.columns.index("行政区划代码")

    def cut(title: str, rows: list[tuple[Cell, ...]]) -> DisplayTable:
        picked = tuple((row[region], *(row[c] for c in columns)) for row in rows)
        return DisplayTable(title, ("行政区划代码", *ENDS), picked)

    return cut("排名靠前", first), cut("排名靠后", list(reversed(last)))


def graded_words(graded: Graded) -> str:
    """Say how many regions have each grade."""
    words = [f"{grade} {count}个" for grade, count in graded.grades]
    if graded.ungraded:
        words.append(f"无得分 {graded.ungraded}个")
    if graded.small:
        words.append(f"小样本组 {graded.small}个")
    return "　".join(words)


def reporting_words(reporting: Reporting, as_of: date) -> str:
    """Say how many units have reported, and name those that never did or lag behind."""
    text = f"应报{reporting.units}家，已报{reporting.reported}家。"
    if reporting.silent.number:
        text += f"从未报送{reporting.silent.number}家：{_listed(reporting.silent)}。"
    if reporting.late.number:
        text += f"{numbers.day(as_of)}未更新{reporting.late.number}家：{_listed(reporting.late)}。"
    return text


def _listed(named: object) -> str:
    names, more = named.names, named.more  # type: ignore[attr-defined]
    return "、".join(names) + ("等" if more else "")
