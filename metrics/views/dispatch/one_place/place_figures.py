"""一地一页: the few figures at its head, from the place's own row of the ranking."""

from typing import NamedTuple

from metrics.dispatch.one_place.facts import Book, Place
from metrics.supervision.lights import RED
from metrics.views.dispatch.one_place.place_words import moved_words
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable


class HeadFigure(NamedTuple):
    """One figure: what it is, its value, and what it is to be held against."""

    label: str
    value: str
    detail: str


def head_figures(place: Place, row: DisplayTable, book: Book | None) -> tuple[HeadFigure, ...]:
    """Write rank, score, red projects and what is due, the most important first.

    `row` is its row of the ranking (`ranking`); without the office's book only what everybody may see is told.
    """
    (line,) = row.lines
    rank, interval = row.cell(line, "rank"), row.cell(line, "interval")
    grade, score = row.cell(line, "grade"), row.cell(line, "score")
    barred = "触碰一票否决" if row.cell(line, "vetoes").value else "无一票否决"
    moved = row.cell(line, "rank_move").value if place.shared.before else None
    place_moved = moved_words(moved if isinstance(moved, int) else None)
    interval_words = f"区间{interval.text}" if interval.value else ""
    projects = sum(place.lit.values())
    told = (
        HeadFigure("名次", rank.text, "，".join(filter(None, (interval_words, place_moved)))),
        HeadFigure("得分", score.text, f"等次：{grade.text}，{barred}"),
        HeadFigure("红灯项目", f"{place.lit[RED]}个", f"共{numbers.count(projects)}个项目"),
    )
    return told if book is None else (*told, *_to_do(place, book))


def _to_do(place: Place, book: Book) -> tuple[HeadFigure, ...]:
    soon = len(place.due) + len(book.due)
    owed = book.promises.filter(book.promises["ended_on"].is_null()).height
    waiting = f"督办单{book.orders.height}件，承诺{owed}项"
    return (
        HeadFigure("消除红灯需整改", f"{place.fixes.height}处", "最少"),
        HeadFigure("整改问题未销号", f"{place.issues.height}项", waiting),
        HeadFigure("10个工作日内到期", f"{soon}项", "见到期事项"),
    )
