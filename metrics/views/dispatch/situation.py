"""The overall situation (总体情况) of a meeting's place: in a sentence, and as two tables of one page."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from metrics.dispatch.agenda_items import OVERALL, OverallItem, OverallRow
from metrics.progress.figures import RATE_NAMES
from metrics.supervision.lights import RED
from metrics.views.dispatch.region_words import afterwards
from metrics.views.dispatch.slide import HEADINGS, Slide
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, change, count, text_column
from metrics.views.parts.light_cells import light_cell
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

NOTHING_BEFORE = "没有可比较的上次会议，不列变化。"
NOW, BEFORE, SINCE = "本次", "上次会议", "比上次会议"
RATES = ("start_rate", "completion_rate", "payment_rate")


class Figure(NamedTuple):
    """A figure of the work: its label, the kind of change that moves it, and how amounts are written."""

    label: str
    moved_by: str = ""
    amount: Callable[[int | None], str] = numbers.count
    moved: Callable[[int | None], str] = numbers.signed


FIGURES = {
    "planned_compounds": Figure("列入计划小区（个）"),
    "started_compounds": Figure("已开工小区（个）", "started"),
    "completed_compounds": Figure("已完工小区（个）", "completed"),
    "received": Figure("到位资金（万元）", "received", numbers.wan, numbers.signed_wan),
    "paid": Figure("已支付资金（万元）", "paid", numbers.wan, numbers.signed_wan),
}


def slides(item: OverallItem) -> Iterator[Slide]:
    """Write the page of the whole place."""
    row = item.row
    yield Slide(
        key=item.key, part=item.part, region=None, title=f"{row['name']}{HEADINGS[OVERALL]}",
        lead=(sentence(row),), tables=(_lights(row), _progress(row)),
        words=() if row["changes"] is not None else (NOTHING_BEFORE,),
    )  # fmt: skip


def sentence(row: OverallRow) -> str:
    """Say in one sentence how many projects are red, what changed in that, and how far the work is."""
    lights = row["lights"]
    parts = [
        f"共有项目{numbers.count(sum(lights.values()))}个",
        f"红灯{numbers.count(lights.get(RED, 0))}个{_turned(row)}",
        *(
            f"{RATE_NAMES[rate]}{numbers.percent(*pair, decimals=2)}"
            for rate, pair in _pairs(row).items()
            if pair[1]
        ),
    ]
    return f"{row['name']}{'，'.join(parts)}。"


def _turned(row: OverallRow) -> str:
    changes = row["changes"] or {}
    turned, cleared = changes.get("turned_red"), changes.get("cleared")
    if turned is None or cleared is None:
        return ""
    return f"（比上次会议新增{turned}个、消除{cleared}个）"


def _pairs(row: OverallRow) -> dict[str, tuple[int | None, int | None]]:
    pairs = (row["start_rate"], row["completion_rate"], row["payment_rate"])
    return dict(zip(RATES, pairs, strict=True))


def _lights(row: OverallRow) -> DisplayTable:
    """Count projects by light, now, at the last meeting, and the difference."""
    now, before = row["lights"], row["lights_before"]
    columns = (text_column("what", "项目灯色"), *map(_light_column, now))
    shown: list[Row] = [{"what": NOW, **{light: _lit(light, n) for light, n in now.items()}}]
    if before is not None:
        moved = {light: change(number - before.get(light, 0)) for light, number in now.items()}
        shown.append({"what": BEFORE, **{light: count(before.get(light, 0)) for light in now}})
        shown.append({"what": SINCE, **moved})
    lines = tuple(line(columns, each, key=each["what"]) for each in shown)
    return DisplayTable("项目灯色", columns, lines)


def _light_column(light: str) -> Column:
    return Column(light, (f"{light}灯",), Holds.COUNT, lambda row: row[light])


def _lit(light: str, number: int) -> Cell:
    return light_cell(light, text=numbers.count(number)) if number else count(0)


def _progress(row: OverallRow) -> DisplayTable:
    """List the figures of the year and its rates, each beside what changed."""
    changes = row["changes"]
    figures: dict[str, int | None] = dict(row)  # type: ignore[arg-type]
    shown = [
        {"what": one.label, "now": one.amount(figures[name]), "since": _moved(one, changes)}
        for name, one in FIGURES.items()
    ]
    shown += [
        {"what": RATE_NAMES[rate], "now": numbers.percent(*pair, decimals=2), "since": ""}
        for rate, pair in _pairs(row).items()
    ]
    columns = (text_column("what", "工程和资金"), _written("now", NOW), _written("since", SINCE))
    table = DisplayTable(
        "工程和资金", columns, tuple(line(columns, each, key=each["what"]) for each in shown)
    )
    return table if changes is not None else table.without("since")


def _moved(one: Figure, changes: dict[str, int | None] | None) -> str:
    if not changes or not one.moved_by:
        return ""
    return one.moved(changes.get(one.moved_by)) + afterwards(one.moved_by, changes)


def _written(name: str, heading: str) -> Column:
    """Make a column of amounts that are written already."""
    return Column(
        name, (heading,), Holds.COUNT, lambda row: Cell(row[name], row[name], worded=True)
    )
