"""一地一页 in sentences: where the place stands, and what it should do first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import polars as pl

from metrics.dispatch.one_place.facts import Book, Place
from metrics.dispatch.standing import LATE
from metrics.reporting.standing import LATE as LATE_REPORTS
from metrics.reporting.standing import WAITING, UnitStanding
from metrics.supervision.issues import overdue
from metrics.views.dispatch import region_words
from metrics.views.parts import numbers
from metrics.views.rating.ranking import places_moved
from metrics.views.reported.standing_words import STATES, delay_words, turn_words

KINDS_SHOWN = 4
UNITS_SHOWN = 3


class Step(NamedTuple):
    """One thing to do: which list it leads to, the words, and whether it is late or bars something."""

    to: str
    words: str
    bad: bool = False


def title(place: Place) -> str:
    """Write the title of the page and its paper."""
    return f"{place.name}老旧小区改造情况一页通"


def first(place: Place, book: Book) -> tuple[Step, ...]:
    """Say what is to be done first: what bars or is late, then what wins most for the least work."""
    return tuple(
        step
        for step in (
            *_reports(place), _red(place), _vetoes(place), *_late(place, book), _money(place),
            _missing(place), _grade(place),
        )
        if step is not None
    )  # fmt: skip


def red_words(place: Place) -> str:
    """Say how many records at least end all red, of what, and who answers for them."""
    number = place.fixes.height
    if not number:
        return ""
    kinds = _counted(place.fixes["about"], "处", KINDS_SHOWN)
    owners = place.table.projects.select("project", "implementer")
    named = place.fixes.join(owners, on="project", how="left")["implementer"].drop_nulls()
    who = f"；责任单位：{_counted(named, '处', UNITS_SHOWN)}" if len(named) else ""
    return f"消除全部红灯需整改{number}处（最少）：{kinds}{who}。"


def _counted(words: Iterable[str], unit: str, most: int) -> str:
    """Count words, the most frequent first: 完工2处、验收1处等."""
    counted = sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0]))
    parts = "、".join(f"{word}{number}{unit}" for word, number in counted[:most])
    return f"{parts}等" if len(counted) > most else parts


def _reports(place: Place) -> Iterator[Step]:
    told, inside = place.shared.reporting, place.inside
    own = [unit for unit in told.units if unit.unit in inside] if told else []
    waiting = [unit for unit in own if unit.state in (*LATE_REPORTS, WAITING)]
    if told is None or not waiting:
        return
    late = any(unit.state in LATE_REPORTS for unit in waiting)
    sums = f"应报{len(own)}家，其中{len(waiting)}家未报：{_named(waiting)}"
    words = _one_report(own[0]) if len(own) == 1 else sums
    yield Step("reporting", f"报送：{words}。{turn_words(told.turn)}", bad=late)


def _one_report(unit: UnitStanding) -> str:
    delay = delay_words(unit)
    return f"{STATES[unit.state]}{f'，{delay}' if delay else ''}"


def _named(units: list[UnitStanding]) -> str:
    names = "、".join(unit.name for unit in units[:UNITS_SHOWN])
    return f"{names}等" if len(units) > UNITS_SHOWN else names


def _red(place: Place) -> Step | None:
    words = red_words(place)
    return Step("red", words, bad=True) if words else None


def _vetoes(place: Place) -> Step | None:
    if not place.vetoed:
        return None
    codes = place.shared.evaluation.scores.filter(region=place.region)["vetoes"].to_list()[0]
    named = region_words.measures(codes)
    return Step("vetoes", f"解除一票否决需整改{place.vetoed}处（最少）：{named}。", bad=True)


def _late(place: Place, book: Book) -> Iterator[Step]:
    issues = overdue(place.issues).height
    orders = book.orders.filter(pl.col("days") > 0).height
    promises = book.promises.filter(pl.col("state") == LATE).height
    for to, number, words in (
        ("issues", issues, "整改问题逾期未销号"),
        ("orders", orders, "督办单逾期未办结"),
        ("promises", promises, "会议承诺逾期未兑现"),
    ):
        if number:
            yield Step(to, f"{words}{number}项。", bad=True)


def _money(place: Place) -> Step | None:
    number = place.unpaid.height
    if not number:
        return None
    received = numbers.wan(int(place.unpaid["received"].sum()))
    return Step("unpaid", f"{number}个项目到位资金{received}万元尚未支付，应按进度支付。")


def _missing(place: Place) -> Step | None:
    """Say what the score would be if all that is unknown were met."""
    counts = place.shared.evaluation.counts.filter(
        pl.col("region") == place.region, pl.col("unknown") > 0, ~pl.col("amounts")
    )
    own = place.shared.evaluation.scores.filter(region=place.region)["score"].to_list()
    if not counts.height or place.best is None or not own or own[0] is None:
        return None
    gain = place.best - own[0]
    records = int(counts["unknown"].sum())
    if not gain:
        return None
    return Step(
        "missing",
        f"补齐缺失数据{numbers.count(records)}处，全部达标可再得{numbers.score(gain)}分"
        f"（由{numbers.score(own[0])}分到{numbers.score(place.best)}分）。",
    )


def _grade(place: Place) -> Step | None:
    return Step("grade", region_words.score(place.way)) if place.way else None


def moved_words(move: int | None) -> str:
    """Say how the rank moved since the data date before; empty where nothing can be compared."""
    return "" if move is None else f"比上期{places_moved(move)}" if move else "与上期持平"


def next_report(place: Place) -> str:
    """Say which report is due next, and by when; empty where the rules name none."""
    ahead = [turn for turn in place.shared.turns if turn.deadline >= place.shared.day]
    if not ahead:
        return ""
    turn = min(ahead, key=lambda each: each.deadline)
    return (
        f"最近的报送时限：{numbers.day(turn.deadline)}（数据截止{numbers.day(turn.data_date)}）。"
    )
