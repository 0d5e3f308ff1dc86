"""The tables of the briefing: the shared ranking with progress beside it, and the red projects."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from exports.papers.document import Annex, Column, Paragraph, Table
from exports.papers.words import say
from metrics.changes.why_moved import Moved, WhyMoved
from metrics.dispatch.causes import NODE
from metrics.progress.rates import changes, rate_hundredths
from metrics.rating.evaluation import Evaluation
from metrics.rating.hearing import NOT_REPORTED
from metrics.records.adjustment import adjusted_since
from metrics.views.changes import why_words
from metrics.views.parts import labels, numbers
from metrics.views.parts.charts import share
from metrics.views.parts.light_cells import span
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell
from metrics.views.rating import ranking as shared
from metrics.views.rating.narrative import TAKE

Progress = Mapping[date, pl.DataFrame]
START = "start_rate"
LONGEST_CAUSE = 40
"""A cause is cut after so many characters: the description of an issue may be of any length."""
NOTHING = Cell(None, numbers.MISSING)


def name_of(evaluation: Evaluation, region: str) -> str:
    """Return the name of a division."""
    return shared.names_of(evaluation)[region]


def cities(evaluation: Evaluation, before: Evaluation | None, progress: Progress) -> Table:
    """Rank the cities, with their start rate and what moved since the data date before."""
    columns = (
        Column(label="名次", width=11),
        Column(label="市州", width=21),
        Column(label="分数", group="评价得分", align="right", show="bar"),
        Column(label="等次", width=14, group="评价得分", show="light"),
        Column(label="名次\n区间", width=15),
        Column(label="名次\n变化", width=13, show="move"),
        Column(label="一票否决\n（项）", width=17, show="light"),
        Column(label="开工率", width=18, align="right", group="开工进度"),
        Column(label="较上期\n百分点", width=16, align="right", group="开工进度"),
    )
    vetoes = dict(evaluation.scores.select("region", "vetoes").iter_rows())
    rows = tuple(
        (
            *(row[name] for name in ("rank", "name", "score", "grade", "interval", "rank_move")),
            _veto_count(len(vetoes[str(row["region"].value)])),
            *_started(row["region"], progress, evaluation, before),
        )
        for row in _ranking(evaluation, before, "city", "main")
    )
    return Table(
        say("regions", "table", unit="市州"), columns, rows, _note(evaluation, before, "市州")
    )


def _ranking(
    evaluation: Evaluation, before: Evaluation | None, level: str, group: str
) -> list[dict[str, Cell]]:
    """Return the shared ranking by column; without a date before, nothing has moved."""
    table = shared.ranking(evaluation, level, before, group=group)
    still = {"rank_move": NOTHING}
    names = [column.name for column in table.columns]
    return [still | dict(zip(names, line.cells, strict=True)) for line in table.lines]


def _veto_count(number: int) -> Cell:
    return Cell(number, str(number), Signal.BAD) if number else Cell(0, "无")


def _started(
    region: Cell, progress: Progress, evaluation: Evaluation, before: Evaluation | None
) -> tuple[Cell, Cell]:
    now = progress[evaluation.as_of]
    rates = now.filter(year=evaluation.year, region=region.value).select(rate_hundredths(START))
    rate = rates.item() if rates.height else None
    moved = None
    if before is not None:
        adjusted = adjusted_since(evaluation.frames, before.as_of)
        if region.value in adjusted.redrawn:
            return Cell(rate, share(rate)), Cell(None, labels.ADJUSTED, worded=True)
        table = changes(now, progress[before.as_of], adjusted)
        rows = table.filter(year=evaluation.year, region=region.value)
        moved = rows[f"{START}_change"][0] if rows.height else None
    return Cell(rate, share(rate)), Cell(moved, _points(moved))


def _points(hundredths: int | None) -> str:
    return numbers.signed(None if hundredths is None else Fraction(hundredths, 100), decimals=2)


def _note(evaluation: Evaluation, before: Evaluation | None, unit: str) -> str:
    values: dict[str, object] = {"last": evaluation.rules["veto_effect"] == "last", "unit": unit}
    if before is None:
        return say("annexes", "ranking_note_first", **values)
    return say("annexes", "ranking_note", before=numbers.long_day(before.as_of), **values)


COUNTY_COLUMNS = (
    Column(label="组别\n名次", width=15),
    Column(label="市州", width=16),
    Column(label="县区", width=18),
    Column(label="分数", group="评价得分", align="right", show="bar"),
    Column(label="等次", width=19, group="评价得分", show="light"),
    Column(label="名次\n区间", width=13),
    Column(label="名次\n变化", width=12, show="move"),
    Column(label="一票否决", width=17, align="left"),
    Column(label="计划\n小区", width=11, align="right"),
    Column(label="开工率", width=16, align="right"),
)


def county_annex(evaluation: Evaluation, before: Evaluation | None, progress: Progress) -> Annex:
    """Rank every county, the main ranking first, then the group of small ones."""
    middle = ("parent", "name", "score", "grade", "interval", "rank_move")
    rows = tuple(
        (
            _in_group(row["rank"], group),
            *(row[name] for name in middle),
            _codes(row["vetoes"]),
            row["planned"],
            _started(row["region"], progress, evaluation, None)[0],
        )
        for group in ("main", "small")
        for row in _ranking(evaluation, before, "county", group)
    )
    note = _note(evaluation, before, "县区") + say(
        "annexes", "counties_note", least=evaluation.rules["min_compounds"]
    )
    if any(NOT_REPORTED in row[4].text for row in rows):
        note += say("annexes", "silent_note", word=NOT_REPORTED)
    lead = say("annexes", "counties_lead", day=numbers.long_day(evaluation.as_of), number=len(rows))
    return Annex(say("annexes", "counties"), lead, Table("", COUNTY_COLUMNS, rows, note))


def _in_group(rank: Cell, group: str) -> Cell:
    return rank if group == "main" or rank.value is None else Cell(rank.value, f"小{rank.text}")


def _codes(vetoes: Cell) -> Cell:
    return Cell(vetoes.value, str(vetoes.value) or "无", vetoes.signal)


MOVED_COLUMNS = (
    Column(label="层级", width=14),
    Column(label="地区", width=25, align="left"),
    Column(label="上期\n名次", width=12),
    Column(label="本期\n名次", width=12),
    Column(label="升降原因", align="left"),
)


def furthest(
    evaluation: Evaluation, why: WhyMoved | None, levels: Iterable[str], *, number: int
) -> tuple[Paragraph | Table, ...]:
    """List the regions whose rank moved furthest, each with the sentence that its page says of it.

    `number` is that of the table. Nothing where no rank moved or nothing comes before.
    """
    if why is None:
        return ()
    places = _places(evaluation)
    rows = tuple(
        _moved(labels.LEVELS[level], places, each)
        for level in levels
        for each in why.furthest(level, TAKE)
    )
    if not rows:
        return ()
    since = numbers.long_day(why.since)
    table = say("regions", "moved_table", number=number)
    note = say("regions", "moved_note", take=TAKE)
    lead = Paragraph(say("regions", "moved", since=since, number=number))
    return (lead, Table(table, MOVED_COLUMNS, rows, note))


def _moved(level: str, places: Mapping[str, str], each: Moved) -> tuple[Cell, ...]:
    rank = each.rank or {}
    ranks = (Cell(rank[name], numbers.count(rank[name])) for name in ("rank_before", "rank_after"))
    said = why_words.said(each)
    place = Cell(each.move.region, places[each.move.region])
    return (Cell(level, level), place, *ranks, Cell(said, said))


RED_COLUMNS = (
    Column(label="序号", width=9),
    Column(label="市州县区", width=21, align="left"),
    Column(label="项目名称（编码）", width=46, align="left"),
    Column(label="计划\n年度", width=10),
    Column(label="计划", width=9, align="right", group="小区（个）"),
    Column(label="开工", width=9, align="right", group="小区（个）"),
    Column(label="完工", width=9, align="right", group="小区（个）"),
    Column(label="投资完成率", width=22, align="right", show="bar"),
    Column(label="亮灯原因\n（环节后为逾期工作日数）", align="left"),
    Column(label="最长逾期", width=32, align="right"),
    Column(label="项目责任人", width=20, align="left"),
)


def red_annex(evaluation: Evaluation, projects: pl.DataFrame) -> Annex:
    """List the red projects, the longest delay first."""
    places = _places(evaluation)
    rows = tuple(
        _red(number, row, places) for number, row in enumerate(projects.iter_rows(named=True), 1)
    )
    lead = say("annexes", "reds_lead", day=numbers.long_day(evaluation.as_of), number=len(rows))
    table = Table("", RED_COLUMNS, rows, say("annexes", "reds_note"))
    return Annex(say("annexes", "reds"), lead, table, landscape=True)


BEHIND_COLUMNS = (
    Column(label="序号", width=12),
    Column(label="市州县区", width=30, align="left"),
    Column(label="项目名称（编码）", width=60, align="left"),
    Column(label="待补报环节\n（括号内为小区数）", align="left"),
)


def behind_annex(evaluation: Evaluation, projects: pl.DataFrame) -> Annex:
    """List the projects with stages to be reported (待补报), place by place."""
    places = _places(evaluation)
    rows = tuple(
        (
            Cell(number, str(number)),
            Cell(row["region"], places[row["region"]]),
            Cell(row["project"], f"{row['name']}（{row['project']}）"),
            Cell(row["records"], "、".join(map(_behind, row["behind"]))),
        )
        for number, row in enumerate(projects.iter_rows(named=True), start=1)
    )
    lead = say("annexes", "behind_lead", day=numbers.long_day(evaluation.as_of), number=len(rows))
    table = Table("", BEHIND_COLUMNS, rows, say("annexes", "behind_note"))
    return Annex(say("annexes", "behind"), lead, table)


def _behind(stage: dict[str, Any]) -> str:
    return stage["stage"] if stage["of_project"] else f"{stage['stage']}（{stage['records']}）"


def _places(evaluation: Evaluation) -> dict[str, str]:
    """Write each division with the one above it, unless that is the place of the briefing."""
    names = shared.names_of(evaluation)
    above = dict(evaluation.regions.select("region", "parent").iter_rows())
    return {
        code: name if above.get(code) in (None, evaluation.place) else names.get(above[code], "") + name
        for code, name in names.items()
    }  # fmt: skip


def _red(number: int, row: dict[str, Any], places: dict[str, str]) -> tuple[Cell, ...]:
    counts = (row["compounds"], row["start_done"], row["finish_done"])
    return (
        Cell(number, str(number)),
        Cell(row["region"], places[row["region"]]),
        Cell(row["project"], f"{row['name']}（{row['project']}）"),
        Cell(row["plan_year"], str(row["plan_year"])),
        *(Cell(count, numbers.count(count)) for count in counts),
        _invested(row["completed_investment"], row["planned_investment"]),
        _why(row["causes"]),
        _longest(row["days_late"], row["working_days_late"]),
        Cell(row["project_owner"], row["project_owner"] or numbers.MISSING),
    )


def _longest(days: int | None, working_days: int | None) -> Cell:
    return NOTHING if days is None else Cell(days, span(working_days, days))


def _invested(done: int | None, planned: int | None) -> Cell:
    if done is None or not planned:
        return NOTHING
    return Cell(done * 10_000 // planned, numbers.percent(done, planned))


def _why(causes: list[dict[str, Any]]) -> Cell:
    """Write what makes a project red, stages overdue first, each the longest delay first."""
    stages = [_stage(cause) for cause in causes if cause["kind"] == NODE]
    late = ["、".join(stages)] if stages else []
    others = [_cause(cause) for cause in causes if cause["kind"] != NODE]
    return Cell(len(causes), "；".join([*late, *others]))


def _stage(cause: dict[str, Any]) -> str:
    return f"{cause['about']}{cause['working_days'] or 0}"


def _cause(cause: dict[str, Any]) -> str:
    words, days = str(cause["words"]), cause["days"]
    about = words if len(words) <= LONGEST_CAUSE else f"{words[:LONGEST_CAUSE]}……"
    return about if days is None else f"{about}，逾期{span(cause['working_days'], days)}"
