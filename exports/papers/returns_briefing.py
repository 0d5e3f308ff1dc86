"""The 工作简报 of a place of which only 进展报表 are known: starts, who is ahead, what changed.

There are no records to judge and no projects to name, so it says nothing of either.
"""

from collections.abc import Sequence
from typing import Any

import polars as pl

from exports.papers.document import Align, Annex, Block, Briefing, Column, Heading, Paragraph, Table
from exports.papers.returns_figures import Inputs, other_rates, overall
from exports.papers.words import lines, say
from metrics.errors import NothingReported
from metrics.progress.places import exactly, places
from metrics.progress.published_changes import total_change
from metrics.records.digest import data_digest
from metrics.records.frames import Frames
from metrics.records.invented import demo_mark
from metrics.rules.value import RulePack
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.progress import start_tables
from metrics.views.progress.blank_columns import WHY
from metrics.views.progress.progress_tables import start_rate
from metrics.views.rating import narrative
from metrics.views.rating.findings import listed

WIDTHS = {
    "rank": 11, "name": 30, "planned_compounds": 17, "started_compounds": 17, "started_change": 17,
    "rate": 21, "start_rate": 19, "rate_change": 24, "rank_move": 15, WHY: None,
}  # fmt: skip
"""Columns of the supervision table of regions that the paper prints, with their widths in mm."""
CENTRED = frozenset({"rank", "name", "rank_move"})


def compose(
    frames: Frames,
    rules: RulePack,
    *,
    place: str,
    before: Frames | None,
    issue: int,
    draft: bool = False,
) -> Briefing:
    """Compose the briefing of one data date; `before` are the records of the one before it.

    Raises NothingReported where the place has no return of the year either.
    """
    given = Inputs(frames=frames, rules=rules, place=place, before=before, issue=issue, draft=draft)
    if not _has_figures(given):
        raise NothingReported(
            f"截至{numbers.long_day(frames.as_of)}没有{frames.year}年度的项目台账，也没有进展报表，"
            "无法编制简报；请核对数据日期和年度，或先导入各地的工作簿。"
        )
    return _framed(given, (*_overall(given), *_regions(given), *_requests(given)))


def _has_figures(given: Inputs) -> bool:
    """Say whether any return of the year tells of the place or of one below it."""
    reported = pl.any_horizontal(
        pl.col("started_compounds", "planned_compounds", "rank").is_not_null()
    )
    own = given.table.total["own_started_compounds"].to_list()[0]
    return own is not None or given.rows.filter(reported).height > 0


def _framed(given: Inputs, blocks: tuple[Block, ...]) -> Briefing:
    words = given.words
    return Briefing(
        masthead=say("masthead", "name"),
        issue=say("masthead", "issue", issue=given.issue),
        issuer=say("masthead", "issuer", **words),
        dated=given.frames.as_of,
        day=words["day"],
        title=lines("returns", "title", **words),
        blocks=blocks,
        annexes=(_annex(given),),
        basis=_basis(given),
        basis_title=say("annexes", "basis"),
        distribution=lines("masthead", "distribution", **words),
        marks=(say("masthead", "demo"),) if demo_mark(given.place) else (),
        watermark=say("masthead", "draft") if given.draft else "",
    )


def _overall(given: Inputs) -> tuple[Block, ...]:
    return (
        Heading(say("returns", "overall_heading")),
        Paragraph(say("returns", "overall", now=overall(given), **given.words)),
        *map(Paragraph, filter(None, (say("returns", "rates", **other_rates(given)),))),
    )


def _regions(given: Inputs) -> tuple[Block, ...]:
    full = given.rows.filter("full")["name"].to_list()
    others = given.rows.filter(~pl.col("full"), pl.col("rank").is_not_null())
    values = {
        "full": listed(full), "ends": _by_rate(others, cap=given.cap),
        "unread": listed(given.rows.filter(pl.col("unread").is_not_null())["name"].to_list()),
        "unrated": listed(_unrated(given)),
    }  # fmt: skip
    own = Paragraph(say("returns", "regions", **given.words, **values))
    heading = Heading(say("returns", "regions_heading"))
    return (heading, own) if given.before is None else (heading, own, *_changes(given))


def _changes(given: Inputs) -> tuple[Block, ...]:
    starts = _ends(given.rows.filter(pl.col("started_change") > 0), "started_change")
    rates = _ends(given.rows.filter(pl.col("rate_change") > 0), "rate_change")
    if not starts.first and not rates.first:
        return ()
    uncompared = given.rows["rate_change"].null_count()
    sentence = say(
        "returns", "changes", starts=starts, rates=rates, uncompared=uncompared, **given.words
    )
    return (Paragraph(sentence),)


def _by_rate(rows: pl.DataFrame, *, cap: bool) -> narrative.Ends:
    """Return both ends of rows ordered by start rate, placed among themselves by exact rates."""
    told = list(rows.sort("rank", "region").iter_rows(named=True))
    among = places([exactly(row["rate_part"], row["rate_whole"]) for row in told])
    return narrative.ends(
        (row["name"], place, start_rate(row, cap=cap).text)
        for row, place in zip(told, among, strict=True)
        if place is not None
    )


def _ends(rows: pl.DataFrame, column: str) -> narrative.Ends:
    """Return both ends of rows ordered by a change, the largest first, with its words."""
    ordered = rows.drop_nulls(column).sort(column, "region", descending=[True, False])
    places = ordered[column].rank("min", descending=True).cast(pl.Int64)
    return narrative.ends(
        (row["name"], place, _words(row, column))
        for row, place in zip(ordered.iter_rows(named=True), places, strict=True)
    )


def _words(row: dict[str, Any], column: str) -> str:
    if column == "started_change":
        return f"{numbers.count(row[column])}个"
    return f"{numbers.score(row[column])}个百分点"


def _requests(given: Inputs) -> tuple[Block, ...]:
    silent = bool(_unrated(given)) or given.rows["unread"].count() > 0
    return (
        Heading(say("returns", "requests_heading")),
        Paragraph(say("returns", "requests", silent=silent)),
    )


def _unrated(given: Inputs) -> list[str]:
    """Name those of whom no rate was told; one that cannot be read is told of apart."""
    rows = given.rows.filter(pl.col("rank").is_null(), pl.col("unread").is_null())
    return rows["name"].to_list()


def _annex(given: Inputs) -> Annex:
    change = total_change(given.table, given.earlier)
    shown = start_tables.supervision(given.rows, given.table, change=change, cap=given.cap)
    lead = say("returns", "annex_lead", **given.words)
    return Annex(say("returns", "annex", **given.words), lead, _table(shown), landscape=True)


def _table(shown: DisplayTable) -> Table:
    """Keep the columns of the screen's table that fit a sheet of A4."""
    fitting = shown.without(*(each.name for each in shown.columns if each.name not in WIDTHS))
    columns = tuple(_column(each.name, each.headings) for each in fitting.columns)
    return Table("", columns, tuple(line.cells for line in fitting.lines), shown.note)


def _column(name: str, headings: Sequence[str]) -> Column:
    *above, own = headings
    width, group = WIDTHS[name], "".join(above)
    if name in CENTRED or width is None:
        align: Align = "left" if width is None else "center"
        return Column(label=own, width=width, group=group, align=align)
    return Column(label=own, width=width, group=group, align="right", show="light")


def _basis(given: Inputs) -> tuple[tuple[str, str], ...]:
    rules = given.rules
    rules_day = numbers.long_day(rules.day)
    demo = (("演示", say("basis", "demo")),) if demo_mark(given.place) else ()
    return (
        *demo,
        ("数据范围", say("returns", "data", **given.words)),
        ("参数规则", say("basis", "rules", rules=rules, rules_day=rules_day)),
        ("计算口径", say("returns", "method")),
        ("数据摘要", data_digest(given.frames)),
        ("规则摘要", rules.digest),
    )
