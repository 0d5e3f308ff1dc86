"""The 工作简报 of a place of which only 进展报表 are known: starts, who is ahead, what changed.

There are no records to judge and no projects to name, so it says nothing of either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from exports.papers.document import Align, Annex, Block, Briefing, Column, Heading, Paragraph, Table
from exports.papers.words import lines, say
from metrics.errors import NothingReported
from metrics.progress.published import StartTable, start_table
from metrics.progress.published_changes import start_changes, total_change
from metrics.progress.rates import rate_hundredths
from metrics.records.digest import data_digest
from metrics.records.frames import Frames
from metrics.records.invented import demo_mark
from metrics.rules.value import RulePack
from metrics.views.parts import numbers
from metrics.views.parts.charts import share
from metrics.views.parts.table import DisplayTable
from metrics.views.progress import start_tables
from metrics.views.progress.progress_tables import fully_started, start_rate
from metrics.views.rating import narrative
from metrics.views.rating.findings import listed

WIDTHS = {
    "rank": 11, "name": 30, "planned_compounds": 17, "started_compounds": 17, "started_change": 17,
    "rate": 21, "start_rate": 19, "rate_change": 24, "rank_move": 15, start_tables.WHY: None,
}  # fmt: skip
"""Columns of the supervision table of regions that the paper prints, with their widths in mm."""
CENTRED = frozenset({"rank", "name", "rank_move"})


@dataclass(frozen=True)
class Inputs:
    """What the briefing is composed from; `before` are the frames of the data date before."""

    frames: Frames
    rules: RulePack
    place: str
    before: Frames | None
    issue: int
    draft: bool

    @cached_property
    def table(self) -> StartTable:
        """The table of starts of the divisions below the place."""
        return start_table(self.frames, place=self.place, year=self.frames.year)

    @cached_property
    def earlier(self) -> StartTable | None:
        """That of the data date before; null for the first."""
        if self.before is None:
            return None
        return start_table(self.before, place=self.place, year=self.frames.year)

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The divisions with what changed since."""
        return start_changes(self.table, self.earlier)

    @cached_property
    def words(self) -> dict[str, Any]:
        """The names and days that every part uses."""
        own = self.frames.regions.filter(region=self.place).row(0, named=True)
        return {
            "place": own["name"], "scope": narrative.SCOPES.get(own["level"], own["name"]),
            "year": self.frames.year, "day": numbers.long_day(self.frames.as_of),
            "since": numbers.long_day(self.before.as_of) if self.before else "",
            "code": self.place, "number": self.rows.height,
        }  # fmt: skip

    @property
    def cap(self) -> bool:
        """Whether 全部开工 is printed from 100 % on."""
        return bool(self.rules["full_start_display"])


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
    own = given.table.total["own_started"].to_list()[0]
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
        Paragraph(say("returns", "overall", now=_now(given), **given.words)),
    )


def _now(given: Inputs) -> dict[str, Any]:
    """Write the figures of the whole; what the place told of itself goes before the sum."""
    row = given.table.total.with_columns(exact=rate_hundredths("start_rate")).row(0, named=True)
    planned = None if row["planned_compounds_unknown"] else row["planned_compounds"]
    started = row["started_compounds"] if row["own_started"] is None else row["own_started"]
    apart = row["start_rate_left_out"]
    exact = "" if row["exact"] is None else share(row["exact"])
    silent = given.rows["started_compounds"].null_count() if row["own_started"] is None else 0
    return {
        "planned": "" if planned is None else numbers.count(planned),
        "started": "" if started is None else numbers.count(started),
        "rate": row["printed"] or exact,
        "apart": 0 if row["printed"] else apart,
        "moved": _moved(given),
        "silent": silent if started is not None else 0,
    }


def _moved(given: Inputs) -> list[str]:
    change = total_change(given.table, given.earlier)
    moves = []
    if change.started is not None:
        moves.append(
            f"{_more(change.started, '新开工', '减少')}{numbers.count(abs(change.started))}个"
        )
    if change.rate is not None:
        points = f"{_more(change.rate, '提高', '下降')}{numbers.score(abs(change.rate))}个百分点"
        moves.append(f"总开工率{points if change.rate else '持平'}")
    return moves


def _more(value: int, up: str, down: str) -> str:
    return up if value >= 0 else down


def _regions(given: Inputs) -> tuple[Block, ...]:
    full = given.rows.filter(fully_started())["name"].to_list()
    others = given.rows.filter(
        ~fully_started().fill_null(value=False), pl.col("rank").is_not_null()
    )
    values = {
        "full": listed(full), "ends": _ends(others, "rate", given=given),
        "unrated": listed(given.rows.filter(pl.col("rank").is_null())["name"].to_list()),
    }  # fmt: skip
    own = Paragraph(say("returns", "regions", **given.words, **values))
    heading = Heading(say("returns", "regions_heading"))
    return (heading, own) if given.before is None else (heading, own, *_changes(given))


def _changes(given: Inputs) -> tuple[Block, ...]:
    starts = _ends(given.rows.filter(pl.col("started_change") > 0), "started_change", given=given)
    rates = _ends(given.rows.filter(pl.col("rate_change") > 0), "rate_change", given=given)
    if not starts.first and not rates.first:
        return ()
    uncompared = given.rows["rate_change"].null_count()
    sentence = say(
        "returns", "changes", starts=starts, rates=rates, uncompared=uncompared, **given.words
    )
    return (Paragraph(sentence),)


def _ends(rows: pl.DataFrame, column: str, *, given: Inputs) -> narrative.Ends:
    """Return both ends of rows ordered by a column, the largest first, with its words."""
    ordered = rows.drop_nulls(column).sort(column, "region", descending=[True, False])
    places = ordered[column].rank("min", descending=True).cast(pl.Int64)
    return narrative.ends(
        (row["name"], place, _words(row, column, cap=given.cap))
        for row, place in zip(ordered.iter_rows(named=True), places, strict=True)
    )


def _words(row: dict[str, Any], column: str, *, cap: bool) -> str:
    if column == "started_change":
        return f"{numbers.count(row[column])}个"
    if column == "rate_change":
        return f"{numbers.score(row[column])}个百分点"
    return start_rate(row, cap=cap).text


def _requests(given: Inputs) -> tuple[Block, ...]:
    unrated = listed(given.rows.filter(pl.col("rank").is_null())["name"].to_list())
    return (
        Heading(say("returns", "requests_heading")),
        Paragraph(say("returns", "requests", unrated=unrated)),
    )


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
