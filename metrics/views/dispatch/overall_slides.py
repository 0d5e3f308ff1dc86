"""The pages of a meeting about all regions: promises, changes, payment, and other topics."""

from collections.abc import Iterator

from metrics.changes.kinds import DATED
from metrics.dispatch.agenda_items import (
    CHANGES,
    MONEY,
    PROMISES,
    TOPICS,
    ChangesItem,
    MoneyItem,
    PromiseRow,
    PromisesItem,
    TopicsItem,
)
from metrics.views.changes import change_tables
from metrics.views.dispatch.promise_tables import promise_table, tally
from metrics.views.dispatch.region_words import MEETING_KINDS, afterwards
from metrics.views.dispatch.slide import HEADINGS, Names, Slide, lines_of, pages
from metrics.views.parts.cells import (
    Row,
    count,
    count_column,
    money_column,
    rate_column,
    text_column,
)
from metrics.views.parts.signals import Light
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

PROMISES_SHOWN, REGIONS_SHOWN, TOPICS_SHOWN = 7, 16, 10
PROMISE_WIDE, LINES_PER_PROMISE, TOPIC_WIDE = 20, 2, 40
"""Characters that a line of a promise, and of a topic, takes; a short promise has room for two lines."""
PAYMENT_NOTE = "支付率为已支付资金与到位资金之比，资金未填报的不计。"


def promises(item: PromisesItem, names: Names) -> Iterator[Slide]:
    """Write what became of the promises of earlier meetings."""
    for title, rows in pages(
        HEADINGS[PROMISES], item.rows, PROMISES_SHOWN * LINES_PER_PROMISE, lines=_lines
    ):
        table = promise_table(rows, names, title=title)
        yield Slide(
            key=item.key,
            part=item.part,
            region=None,
            title=title,
            tables=(table,),
            words=(tally(item.rows),),
        )


def _lines(row: PromiseRow) -> int:
    texts = row["what"], row["reply"], row["who"]
    return max(LINES_PER_PROMISE, lines_of(*texts, wide=PROMISE_WIDE))


def changes(item: ChangesItem) -> Iterator[Slide]:
    """Write what changed in each region since the last meeting."""
    unknown = dict.fromkeys(MEETING_KINDS)
    for title, rows in pages(HEADINGS[CHANGES], item.rows, REGIONS_SHOWN):
        lines = tuple(
            line(CHANGE, {**unknown, **row.by_kind, "name": row.name}, key=row.region)
            for row in rows
        )
        yield Slide(
            key=item.key,
            part=item.part,
            region=None,
            title=title,
            tables=(DisplayTable(title, CHANGE, lines),),
        )


def _kind_column(kind: str) -> Column:
    heading = change_tables.HEADS[kind]
    if kind in change_tables.MONEY:
        return money_column(kind, heading, note=lambda row: afterwards(kind, row))
    if kind == "turned_red":
        return Column(kind, (heading,), Holds.COUNT, _turned_red)
    if kind in DATED:
        return Column(kind, (heading,), Holds.COUNT, lambda row: _told_apart(kind, row))
    return count_column(kind, heading)


def _told_apart(kind: str, row: Row) -> Cell:
    """Write a count with the part that is reported afterwards: 12（补报3）."""
    part, whole = row.get(f"{kind}:afterwards"), count(row[kind])
    return whole._replace(text=f"{whole.text}（补报{part}）", worded=True) if part else whole


def _turned_red(row: Row) -> Cell:
    return count(row["turned_red"])._replace(signal=Light.RED if row["turned_red"] else None)


CHANGE = (
    text_column("name", "地区"),
    *(_kind_column(kind) for kind in MEETING_KINDS),
)


def money(item: MoneyItem) -> Iterator[Slide]:
    """Write who pays slowly what was received."""
    title = HEADINGS[MONEY]
    lines = tuple(line(PAYMENT, row, key=row["region"]) for row in item.rows)
    table = DisplayTable(title, PAYMENT, lines)
    yield Slide(
        key=item.key,
        part=item.part,
        region=None,
        title=title,
        tables=(table,),
        words=(PAYMENT_NOTE,),
    )


PAYMENT = (
    text_column("name", "地区"),
    money_column("received", "到位资金(万元)"),
    money_column("paid", "已支付(万元)"),
    rate_column("payment_rate", "支付率", parts=("paid", "received"), decimals=2),
)


def topics(item: TopicsItem) -> Iterator[Slide]:
    """Write what else the office wants to talk about."""
    words = [f"{number}．{topic}" for number, topic in enumerate(item.topics, 1)]
    for title, shown in pages(
        HEADINGS[TOPICS], words, TOPICS_SHOWN, lines=lambda each: lines_of(each, wide=TOPIC_WIDE)
    ):
        yield Slide(
            key=item.key, part=item.part, region=None, title=title, tables=(), words=tuple(shown)
        )
