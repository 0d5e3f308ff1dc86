"""Weight stability (权重稳健性) as people read it: how rank and grade hold under other weights."""

from collections.abc import Mapping
from fractions import Fraction

from metrics.comparison.rule_keys import WEIGHT_TRIALS, Trials
from metrics.comparison.stability import Stability
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import told_scores
from metrics.views.parts import labels, numbers
from metrics.views.parts.cells import Row, count_column, score_column, text, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line
from metrics.views.rating.ranking import names_of

MOST = Fraction(9, 10)
"""What holds in at least this share of the draws (九成) holds well."""


def stability_table(
    evaluation: Evaluation, found: Mapping[str, Stability], level: str, *, group: str = "main"
) -> DisplayTable:
    """List the regions of a level and group by rank; shares are of all draws. Keys are codes.

    Whose rank or grade is not told (`hearing`) is left out, or has no share of the grade.
    """
    names, trials = names_of(evaluation), evaluation.rules[WEIGHT_TRIALS]
    columns = (
        count_column("rank", "名次"),
        text_column("region", "行政区划代码"),
        Column("name", ("地区",), Holds.TEXT, lambda row: text(names[row["region"]])),
        score_column("score", "得分"),
        _share("same", "名次不变"),
        _share("near", "变化不超过1位"),
        _share("top", f"进入前{trials.top}名"),
        Column("reach", ("95%情形下名次",), Holds.TEXT, _reach),
        text_column("grade", "等次"),
        _share("kept", "等次不变"),
    )
    scores = told_scores(evaluation).filter(level=level, group=group).sort("rank", "region")
    lines = (
        line(columns, _row(row, found[row["region"]]), key=row["region"])
        for row in scores.iter_rows(named=True)
        if row["rank"] is not None
    )
    title = f"{labels.LEVELS[level]}名次和等次在不同权重下的稳定程度"
    title += "" if group == "main" else f"（{labels.GROUPS[group]}）"
    return DisplayTable(title, columns, tuple(lines), _note(trials), evaluation.as_of)


def _row(row: Row, held: Stability) -> Row:
    # A grade that is not told is not told to hold either.
    kept = held.grade if row["grade"] is not None else None
    return {**row, **held._asdict(), "grade": row["grade"], "kept": kept}


def _share(name: str, heading: str) -> Column:
    return Column(name, (heading,), Holds.RATE, lambda row: _part(row[name], row["draws"]))


def _part(part: int | None, draws: int) -> Cell:
    """Write a share of draws; what is nearly all or nearly none is not written as all or none."""
    if part is None:
        return Cell(None, numbers.MISSING)
    words = numbers.percent(part, draws)
    if words == "100.0%" and part < draws:
        words = "99.9%以上"
    elif words == "0.0%" and part:
        words = "0.1%以下"
    return Cell(Fraction(part, draws), words, note=f"{draws:,}种权重中的{part:,}种", worded=True)


def _reach(row: Row) -> Cell:
    best, worst = row["best"], row["worst"]
    return Cell((best, worst), str(best) if best == worst else f"{best}–{worst}")


def _note(trials: Trials) -> str:
    return (
        f"各项分值各自独立地乘以{trials.low}%至{trials.high}%之间的整数百分数（等可能，参数“权重稳健性抽样”），"
        f"折算后重新计分、排名、定等次，共{trials.draws:,}种；小数按公布得分四舍五入，得分相同的并列，否决照旧。"
        "“95%情形下名次”为去掉最好和最差各2.5%后的名次。抽样由固定种子算出，任何人重算结果相同。"
    )


def stability_words(table: DisplayTable) -> str:
    """Say in one sentence how many ranks and grades hold well, and whose rank hangs most on weights."""
    number = len(table.lines)
    if not number:
        return "本组没有有名次的地区。"
    near = [_much(cell) for cell in table.at("near")]
    kept = [_much(cell) for cell in table.at("kept") if cell.value is not None]
    words = (
        f"本组{number}个地区中，{sum(near)}个在九成以上的权重下名次变化不超过1位，"
        f"{sum(kept)}个在九成以上的权重下等次不变"
    )
    loose = max(table.lines, key=lambda each: _width(table.cell(each, "reach")))
    if not _width(table.cell(loose, "reach")):
        return f"{words}。"
    name, reach = table.cell(loose, "name").text, table.cell(loose, "reach").text
    return f"{words}；名次最受权重影响的是{name}（95%情形下在第{reach}名）。"


def _much(cell: Cell) -> bool:
    return isinstance(cell.value, Fraction) and cell.value >= MOST


def _width(reach: Cell) -> int:
    ends = reach.value
    return ends[1] - ends[0] if isinstance(ends, tuple) else 0
