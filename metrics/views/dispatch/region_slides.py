"""The pages of a meeting about one region: its red projects, or that it is ranked low."""

from collections.abc import Iterator

from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import BottomItem, RedItem, RedRow
from metrics.dispatch.region_facts import RegionFacts
from metrics.views.dispatch import region_words
from metrics.views.dispatch.slide import Names, Slide
from metrics.views.parts import numbers
from metrics.views.parts.cells import (
    Row,
    coded_column,
    count,
    count_column,
    score_column,
    text,
    unless_redrawn,
)
from metrics.views.parts.light_cells import light_cell, span
from metrics.views.parts.signals import Light
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

PROJECTS_SHOWN = 6


def red(item: RedItem, agenda: Agenda, names: Names) -> Iterator[Slide]:
    """Write the page of a region's red projects, with the shortest way out."""
    facts = agenda.regions[item.region]
    number, shown = facts.red_projects, item.rows[:PROJECTS_SHOWN]
    title = f"{facts.name}：红灯项目{number}个"
    columns = _project_columns(names)
    lines = tuple(line(columns, row, key=row["project"]) for row in shown)
    cut = f"表列逾期最长的{len(shown)}个，其余{number - len(shown)}个见督导一张表。"
    barred = facts.ways.vetoes.records
    words = (
        region_words.why_ranked(facts),
        region_words.changed(facts),
        (f"另触碰一票否决，需整改{barred}处（最少）。" if barred else "")
        + (cut if number > len(shown) else ""),
        region_words.to_report(facts),
    )
    yield Slide(
        key=item.key, part=item.part, region=item.region, title=title,
        tables=(standing(facts, key=item.region), DisplayTable(title, columns, lines)),
        words=tuple(filter(None, words)), lead=tuple(filter(None, [region_words.out(facts)])),
    )  # fmt: skip


def _project_columns(names: Names) -> tuple[Column, ...]:
    return (
        Column("name", ("项目名称",), Holds.TEXT, lambda row: Cell(row["project"], row["name"])),
        coded_column("region", "所在地", words=names),
        Column("owner", ("项目责任人",), Holds.TEXT, _owner),
        Column("cause", ("首要原因",), Holds.TEXT, _cause),
        Column("days_late", ("最长逾期",), Holds.COUNT, _days_late),
        Column("fixes", ("需整改",), Holds.COUNT, _fixes),
    )


def _owner(row: RedRow) -> Cell:
    return Cell(row["owner"], row["owner"] or "未填报", worded=not row["owner"])


def _cause(row: RedRow) -> Cell:
    return text(row["causes"][0]["about"] if row["causes"] else None)


def _days_late(row: RedRow) -> Cell:
    days = row["days_late"]
    words = numbers.MISSING if days is None else span(row["working_days_late"], days)
    return Cell(days, words, Light.RED, worded=days is not None)


def _fixes(row: RedRow) -> Cell:
    fixes = row["fixes"]
    return count(None) if fixes is None else Cell(fixes, f"{fixes}处", worded=True)


def standing(facts: RegionFacts, *, key: str) -> DisplayTable:
    """Write where a region stands in one line: lights, rank, score."""
    columns = (*(_light_column(light) for light in facts.lights), *RANK)
    unranked = dict.fromkeys(("rank", "rank_before", "score", "grade", "vetoes"))
    row = {**unranked, **(facts.rank or {}), **facts.lights}
    lines = (line(columns, row, key=key),)
    return DisplayTable(f"{facts.name}的灯和排名", columns, lines)


def _light_column(light: str) -> Column:
    return Column(f"lights_{light}", (f"{light}灯",), Holds.LIGHT, lambda row: _lit(light, row))


def _lit(light: str, row: Row) -> Cell:
    number = row[light]
    return light_cell(light, text=str(number)) if number else Cell(light, "0")


def _grade(row: Row) -> Cell:
    """Write the grade; the score of a barred region does not explain its rank."""
    barred = "·否决" if row["vetoes"] else ""
    return Cell(row["grade"], (row["grade"] or numbers.MISSING) + barred, worded=bool(barred))


RANK = (
    count_column("rank", "名次"),
    unless_redrawn(count_column("rank_before", "上次会议名次")),
    score_column("score", "得分"),
    Column("grade", ("等次",), Holds.TEXT, _grade),
)


def bottom(item: BottomItem, agenda: Agenda) -> Iterator[Slide]:
    """Write the page of a region ranked low: how it moved, and what lifts it."""
    facts, rank = agenda.regions[item.region], item.row["rank"]
    moved = region_words.moved(item.row["rank_before"], rank)
    score = facts.ways.score
    lead = (region_words.score(score) if score else "", region_words.vetoes(facts))
    yield Slide(
        key=item.key, part=item.part, region=item.region, title=f"{facts.name}：排名第{rank}名{moved}",
        tables=(standing(facts, key=item.region),),
        words=tuple(filter(None, [region_words.why(facts), region_words.changed(facts)])),
        lead=tuple(filter(None, lead)),
    )  # fmt: skip
