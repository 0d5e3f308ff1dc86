"""Why two regions differ (两地差异), as people read it: a sentence, and measure by measure."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import polars as pl

from metrics.comparison.differences import Difference, MeasureDifference
from metrics.rating.evaluation import Evaluation
from metrics.rating.ranking import breaches_first
from metrics.rating.scoring import BASELINE, breaches
from metrics.rating.shares import Earned
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import BLANK, Cell, Column, DisplayTable, Holds, line, total_line
from metrics.views.rating.ranking import names_of

NOTE = (
    "“得分差”为该条使前一地区总分高于（＋）或低于（－）后一地区的分数，各条与四舍五入之和恰为公布得分之差。"
    "得分、分值与指标评价页相同；两地均适用时，得分差即两地该条得分折成百分制之差。"
    "只适用于一地的，其分值在另一地摊给其他各条：按由甲到乙、由乙到甲两个方向计算的平均数计入该条。"
    "点任一行查看两地的记录。"
)
CAUSES_SHOWN = 3
ROUNDING = "四舍五入"
Counts = Mapping[tuple[str, str], Row]


def difference_table(found: Difference, evaluation: Evaluation) -> DisplayTable:
    """List what each measure makes of the difference of two scores, the largest first.

    The published scores stand at the top, and the rounding of scores at the end where it adds
    anything. The key of a measure's line is its code.
    """
    names, counts = names_of(evaluation), _counts(found, evaluation)
    first, second = (names[region] for region in found.regions)
    columns = (
        text_column("measure", "编号"),
        text_column("title", "衡量内容"),
        Column("shown", ("得分差",), Holds.SCORE, _moved, _moved),
        Column("first", (f"{first}得分",), Holds.SCORE, _won("first"), _score("first")),
        Column("second", (f"{second}得分",), Holds.SCORE, _won("second"), _score("second")),
        Column("weight", ("分值",), Holds.SCORE, _weight),
        Column("first_met", (f"{first}达标",), Holds.TEXT, _met("first_counts")),
        Column("second_met", (f"{second}达标",), Holds.TEXT, _met("second_counts")),
        text_column("why", "得分差说明"),
    )
    ordered = sorted(found.measures, key=lambda each: -abs(each.exact))
    lines = [
        total_line(columns, _scores(found), words="公布得分"),
        *(line(columns, _row(each, found, evaluation, counts), key=each.measure) for each in ordered),
    ]  # fmt: skip
    if found.rounding:
        lines.append(total_line(columns, {"shown": found.rounding}, words=ROUNDING))
    title = f"{first}与{second}：得分差在哪里"
    return DisplayTable(title, columns, tuple(lines), NOTE, evaluation.as_of)


def _counts(found: Difference, evaluation: Evaluation) -> Counts:
    rows = evaluation.counts.filter(pl.col("region").is_in(found.regions))
    return {(row["region"], row["measure"]): row for row in rows.iter_rows(named=True)}


def _scores(found: Difference) -> Row:
    return {"shown": found.total, "first": found.published[0], "second": found.published[1]}


def _row(each: MeasureDifference, found: Difference, evaluation: Evaluation, counts: Counts) -> Row:
    first, second = (counts.get((region, each.measure)) for region in found.regions)
    return {
        **each._asdict(), "title": evaluation.standard.title(each.measure),
        "first_counts": first, "second_counts": second,
        "why": _why(each, [names_of(evaluation)[region] for region in found.regions]),
    }  # fmt: skip


def _why(each: MeasureDifference, names: Sequence[str]) -> str:
    """Say why a line's difference is not that of its two points; empty where it is."""
    if each.first is None or each.second is None:
        return f"{names[0 if each.first is None else 1]}不适用，分值摊给其他各条"
    points = numbers.fixed(abs(each.first.won - each.second.won), decimals=2)
    if points == numbers.fixed(Fraction(abs(each.shown), 100), decimals=2):
        return ""
    return f"相差{points}分，折成百分制"


def _moved(row: Row) -> Cell:
    exact = Fraction(row["shown"], 100)
    return Cell(exact, numbers.signed(exact, decimals=2), worded=True)


def _won(side: str) -> Callable[[Row], Cell]:
    def write(row: Row) -> Cell:
        earned: Earned | None = row[side]
        if earned is None:
            return Cell(None, Signal.NOT_APPLICABLE.label, Signal.NOT_APPLICABLE)
        return Cell(earned.won, numbers.fixed(earned.won, decimals=2), worded=True)

    return write


def _score(side: str) -> Callable[[Row], Cell]:
    def write(row: Row) -> Cell:
        score = row.get(side)
        return BLANK if score is None else Cell(Fraction(score, 100), numbers.score(score))

    return write


def _weight(row: Row) -> Cell:
    earned = row["first"] or row["second"]
    weight = None if earned is None else earned.weight
    return Cell(weight, numbers.fixed(weight, decimals=2), worded=True)


def _met(side: str) -> Callable[[Row], Cell]:
    def write(row: Row) -> Cell:
        return met_cell(row[side])

    return write


def met_cell(row: Row | None) -> Cell:
    """Write met of all with what is missing: 9/12 缺1; money in 万元; no record is 不适用."""
    if row is None:
        return Cell(None, Signal.NOT_APPLICABLE.label, Signal.NOT_APPLICABLE)
    write = numbers.wan if row["amounts"] else numbers.count
    words = f"{write(row['numerator'])}/{write(row['denominator'])}"
    words += "万元" if row["amounts"] else ""
    missing = f" 缺{row['unknown']}" if row["unknown"] else ""
    return Cell(words, f"{words}{missing}", worded=True)


def difference_words(found: Difference, evaluation: Evaluation) -> str:
    """Say in one sentence who is higher, by how much, and the three measures that cause most of it.

    Where ranks go by 底线 measures first, it also says how many of them either breaches.
    """
    names = names_of(evaluation)
    first, second = (names[region] for region in found.regions)
    scores = "、".join(numbers.score(score) for score in found.published)
    if found.total:
        higher = "高" if found.total > 0 else "低"
        head = f"{first}比{second}{higher}{_points(found.total)}分（分别为{scores}分）"
    else:
        head = f"{first}与{second}得分相同（{scores}分）"
    causes = _causes(found, evaluation)
    barred = "；".join(
        f"{name}触碰一票否决（{'、'.join(codes)}）"
        for name, codes in zip((first, second), found.vetoes, strict=True)
        if codes
    )
    said = f"{head}{f'：{causes}' if causes else ''}{f'。另有{barred}' if barred else ''}"
    return f"{said}{_breached(found, evaluation)}。"


def _breached(found: Difference, evaluation: Evaluation) -> str:
    """Tell how many 底线 measures both breach, where ranks ask that before the scores; else nothing."""
    standard = evaluation.standard
    if not breaches_first(evaluation.rules) or BASELINE not in standard.groups:
        return ""
    names = names_of(evaluation)
    counted = dict(breaches(evaluation.counts, standard).select("region", "breaches").iter_rows())
    told = "、".join(f"{names[region]}{counted.get(region, 0)}条" for region in found.regions)
    return f"。名次先比底线不达标条数，再比得分：{told}"


def _causes(found: Difference, evaluation: Evaluation) -> str:
    """Name the measures that make most of the difference, those of its own direction first."""
    up = found.total >= 0
    made = [each for each in found.measures if each.shown]
    made.sort(key=lambda each: ((each.shown > 0) != up, -abs(each.exact)))
    named = [
        f"{each.measure}{evaluation.standard.title(each.measure)}{_more(each.shown)}"
        f"{_applies(each, found, evaluation)}"
        for each in made[:CAUSES_SHOWN]
    ]
    rest = [each.shown for each in made[CAUSES_SHOWN:]]
    if rest:
        gained, lost = sum(n for n in rest if n > 0), sum(n for n in rest if n < 0)
        words = [_more(part) for part in (gained, lost) if part]
        named.append(f"其余{len(rest)}条{'、'.join(words)}")
    return "，".join(named)


def _applies(each: MeasureDifference, found: Difference, evaluation: Evaluation) -> str:
    if each.first is not None and each.second is not None:
        return ""
    lacking = found.regions[0] if each.first is None else found.regions[1]
    return f"（{names_of(evaluation)[lacking]}不适用）"


def _more(hundredths: int) -> str:
    return f"{'多' if hundredths > 0 else '少'}{_points(hundredths)}分"


def _points(hundredths: int) -> str:
    return numbers.fixed(Fraction(abs(hundredths), 100), decimals=2)


def missing_words(regions: Sequence[str], evaluation: Evaluation) -> str:
    """Say that two regions cannot be compared, because there is no score of these."""
    names = names_of(evaluation)
    listed = "、".join(names[region] for region in regions)
    return f"{listed}未报送或没有可以计分的记录，没有得分，不能比较。"
