"""The pages of a dispatch meeting (调度会), from its agenda as it was kept: titles, tables, sentences.

A page fits a projector: long lists are cut, and say how many there are and where all of them stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from metrics.dispatch.agenda import Agenda
from metrics.dispatch.agenda_items import (
    BOTTOM,
    CHANGES,
    MONEY,
    PROMISES,
    RED,
    TOPICS,
    BottomItem,
    ChangesItem,
    Item,
    LastStartsItem,
    MoneyItem,
    PromisesItem,
    RedItem,
    RedRow,
    StartsItem,
    TopicsItem,
)
from metrics.dispatch.region_facts import Changed, RegionFacts
from metrics.views.changes import change_tables
from metrics.views.dispatch import region_words, start_slides
from metrics.views.dispatch.promise_tables import promise_table, tally
from metrics.views.dispatch.region_words import TOLD
from metrics.views.parts import numbers
from metrics.views.parts.light_cells import light_cell
from metrics.views.parts.signals import LIGHTS
from metrics.views.parts.table import Cell, DisplayTable
from metrics.views.parts.untyped import untyped

SHOWN, PROMISES_SHOWN, REGIONS_SHOWN, TOPICS_SHOWN = 6, 7, 16, 10
HEADINGS = {
    PROMISES: "上次会议承诺兑现情况", CHANGES: "与上次会议相比的变化",
    **start_slides.HEADINGS, RED: "红灯项目", BOTTOM: "排名靠后地区", MONEY: "资金支付较慢地区",
    TOPICS: "其他议题",
}  # fmt: skip
RED_HEADS = ("项目名称", "所在地", "项目责任人", "首要原因", "最长逾期(自然日)", "待办结")
MONEY_HEADS = ("行政区划代码", "地区", "到位资金(万元)", "已支付(万元)", "支付率")
Row = Mapping[str, Any]
Names = Mapping[str, str]
T = TypeVar("T")


class Slide(NamedTuple):
    """One page; `key` is the agenda item's, null for the first and the last page.

    `lead` is what the room has to take in at a glance; it stands above the tables.
    """

    key: str | None
    part: str
    region: str | None
    title: str
    tables: tuple[DisplayTable, ...] = ()
    words: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


def slides(agenda: Agenda, names: Names) -> tuple[Slide, ...]:
    """Lay the agenda out in pages, in its own order."""
    return tuple(slide for item in agenda.items for slide in _slides(item, agenda, names))


def _slides(item: Item, agenda: Agenda, names: Names) -> Iterator[Slide]:
    match item:
        case PromisesItem():
            return _promises(item, names)
        case ChangesItem():
            return _changes(item)
        case StartsItem() | LastStartsItem():
            return _starts(item)
        case RedItem():
            return _red(item, agenda, names)
        case BottomItem():
            return _bottom(item, agenda)
        case MoneyItem():
            return _money(item)
        case TopicsItem():
            return _topics(item)
    raise TypeError(f"no such item: {item.part}")


def outline(agenda: Agenda) -> tuple[str, ...]:
    """List the parts of the agenda with what each is about."""
    listed: dict[str, int] = {}
    for item in agenda.items:
        listed[item.part] = listed.get(item.part, 0) + item.listed
    return tuple(
        f"{heading}（{listed[part]}{'项' if part in (PROMISES, TOPICS) else '个地区'}）"
        for part, heading in HEADINGS.items()
        if part in listed
    )


def subject(agenda: Agenda, key: str | None) -> str:
    """Name what an agenda item is about: its region, else its part; null is the whole meeting."""
    item = next((each for each in agenda.items if each.key == key), None)
    if item is None:
        return "本次会议"
    return str(agenda.regions[item.region].name) if item.region else HEADINGS[item.part]


def _promises(item: PromisesItem, names: Names) -> Iterator[Slide]:
    pages = _pages(item.rows, PROMISES_SHOWN)
    for number, rows in enumerate(pages, 1):
        title = HEADINGS[PROMISES] + _of(number, len(pages))
        table = promise_table(rows, names, title=title)
        yield Slide(item.key, item.part, None, title, (table,), (tally(item.rows),))


def _pages(rows: Sequence[T], most: int) -> list[Sequence[T]]:
    return [rows[start : start + most] for start in range(0, len(rows), most)]


def _of(number: int, pages: int) -> str:
    return f"（{number}/{pages}）" if pages > 1 else ""


def _changes(item: ChangesItem) -> Iterator[Slide]:
    pages = _pages(item.rows, REGIONS_SHOWN)
    heads = ("地区", *(change_tables.HEADS[kind] for kind in TOLD))
    for number, rows in enumerate(pages, 1):
        title = HEADINGS[CHANGES] + _of(number, len(pages))
        lines = tuple((Cell(r.name, r.name), *_figures(r)) for r in rows)
        yield Slide(item.key, item.part, None, title, (untyped(title, heads, lines),))


def _starts(item: StartsItem | LastStartsItem) -> Iterator[Slide]:
    for table, lead, words in start_slides.pages(item):
        yield Slide(item.key, item.part, None, table.title, (table,), words, lead)


def _figures(row: Changed) -> list[Cell]:
    return [_figure(kind, row.by_kind.get(kind)) for kind in TOLD]


def _figure(kind: str, value: int | None) -> Cell:
    text = numbers.wan(value) if kind in change_tables.MONEY else numbers.count(value)
    bad = LIGHTS["红"] if kind == "turned_red" and value else None
    return Cell(value, text, bad)


def _red(item: RedItem, agenda: Agenda, names: Names) -> Iterator[Slide]:
    facts = agenda.regions[item.region]
    number = facts.red_projects
    title = f"{facts.name}：红灯项目{number}个"
    rows = tuple(_project(row, names) for row in item.rows[:SHOWN])
    table = untyped(title, RED_HEADS, rows)
    cut = f"表列逾期最长的{len(rows)}个，其余{number - len(rows)}个见督导一张表。"
    barred = facts.ways.vetoes.records
    words = (
        region_words.changed(facts),
        (f"另触碰一票否决，最少整改{barred}处。" if barred else "")
        + (cut if number > len(rows) else ""),
    )
    yield Slide(
        item.key, item.part, item.region, title, (standing(facts), table),
        tuple(filter(None, words)), tuple(filter(None, [region_words.out(facts)])),
    )  # fmt: skip


def _project(row: RedRow, names: Names) -> tuple[Cell, ...]:
    days = row["days_late"]
    first = row["causes"][0]["about"] if row["causes"] else numbers.MISSING
    return (
        Cell(row["project"], row["name"]),
        Cell(row["region"], names.get(row["region"], row["region"])),
        Cell(row["owner"], row["owner"] or "未填报"),
        Cell(first, first),
        Cell(days, numbers.MISSING if days is None else f"{days}天", LIGHTS["红"]),
        Cell(row["fixes"], f"{row['fixes']}处"),
    )


def standing(facts: RegionFacts) -> DisplayTable:
    """Write where a region stands in one line: lights, rank, score."""
    rank: Row = facts.rank or {}
    # The score of a barred region does not explain its rank.
    barred = "·否决" if rank.get("vetoes") else ""
    lights = facts.lights
    heads = (*(f"{light}灯" for light in lights), "名次", "上期名次", "得分", "等次")
    cells = (
        *(_light(light, number) for light, number in lights.items()),
        *(_count(rank.get(name)) for name in ("rank", "rank_before")),
        Cell(rank.get("score"), numbers.score(rank.get("score"))),
        Cell(rank.get("grade"), (rank.get("grade") or numbers.MISSING) + barred),
    )
    return untyped(f"{facts.name}的灯和排名", heads, (cells,))


def _light(light: str, number: int) -> Cell:
    return light_cell(light, text=str(number)) if number else Cell(light, "0")


def _count(value: int | None) -> Cell:
    return Cell(value, numbers.count(value))


def _bottom(item: BottomItem, agenda: Agenda) -> Iterator[Slide]:
    facts, row = agenda.regions[item.region], item.row
    before = row["rank_before"]
    title = f"{facts.name}：排名第{row['rank']}名{region_words.moved(before, row['rank'])}"
    score = facts.ways.score
    lead = tuple(
        filter(None, [region_words.score(score) if score else "", region_words.vetoes(facts)])
    )
    words = tuple(filter(None, [region_words.changed(facts)]))
    yield Slide(item.key, item.part, item.region, title, (standing(facts),), words, lead)


def _money(item: MoneyItem) -> Iterator[Slide]:
    rows = tuple(
        (
            Cell(row["region"], row["region"]),
            Cell(row["name"], row["name"]),
            Cell(row["received"], numbers.wan(row["received"])),
            Cell(row["paid"], numbers.wan(row["paid"])),
            Cell(row["paid"], numbers.percent(row["paid"], row["received"])),
        )
        for row in item.rows
    )
    table = untyped(HEADINGS[MONEY], MONEY_HEADS, rows)
    words = ("支付率为已支付资金与到位资金之比，资金未填报的不计。",)
    yield Slide(item.key, item.part, None, HEADINGS[MONEY], (table,), words)


def _topics(item: TopicsItem) -> Iterator[Slide]:
    words = [f"{number}．{topic}" for number, topic in enumerate(item.topics, 1)]
    pages = [words[start : start + TOPICS_SHOWN] for start in range(0, len(words), TOPICS_SHOWN)]
    for number, shown in enumerate(pages, 1):
        title = HEADINGS[TOPICS] + _of(number, len(pages))
        yield Slide(item.key, item.part, None, title, (), tuple(shown))
