"""What a briefing is made of, before anyone decides between PDF, Word, Excel or a page.

Everything here is finished: words written, numbers rounded, order settled, signals chosen. A
renderer draws it and adds nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from metrics.views.parts.charts import LineChart
from metrics.views.parts.table import Cell

Align = Literal["left", "center", "right"]
Show = Literal["text", "bar", "light", "move"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is 一、 and level 2 is （一）."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption."""

    caption: str
    chart: LineChart


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, the heading above it that neighbours share, and how it is shown.

    `width` is in millimetres of paper; null takes an equal part of what is left. `bar` draws the
    value (hundredths, of 10 000) beside its text, `light` puts the signal's mark before it, `move`
    an arrow for its sign.
    """

    label: str
    width: int | None = None
    align: Align = "center"
    group: str = ""
    show: Show = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table for paper; every row has one cell for each column.

    `heights` are the least heights of its rows in millimetres, for one that is written on by hand; none,
    and 0, is as high as the words need.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    heights: tuple[int, ...] = ()


Block = Heading | Paragraph | Figure | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex (附件) on pages of its own, upright or landscape; `lead` stands above the table, `more` below it.

    A `small` one is for looking things up: in type as small as can be read.
    """

    title: str
    lead: str
    table: Table
    landscape: bool = False
    more: tuple[Table, ...] = ()
    small: bool = False


class Proof(NamedTuple):
    """What the figures of a paper rest on, and of which place.

    `digest` is that of the evaluation (评价摘要); of returns, of which nothing is `judged`, that of the data
    (数据摘要). `facts` are what its list for programmes (清单.json) tells, as JSON has it. The prints of a
    `registered` paper are kept, so that its 核验码 is found; that of another one is proved by making the paper again.
    """

    digest: str
    place: str
    place_name: str
    facts: Mapping[str, Any]
    judged: bool = True
    registered: bool = True

    @property
    def called(self) -> str:
        """What its digest is called."""
        return "评价摘要" if self.judged else "数据摘要"


class Attachment(NamedTuple):
    """A file in the PDF of a paper: its name, what stands in it, and what it is.

    `relation` is how PDF/A-3 tells of it: "data" of what the paper shows, "supplement" of what adds to it.
    """

    name: str
    text: str
    mime: str
    relation: Literal["data", "supplement"]
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A 工作简报, complete.

    `marks` are printed on every page (演示数据, 送审稿); a watermark repeats `watermark` where it
    is not empty. `dated` is the day the paper bears: the data date, never the clock's. One that is
    `signed` is a letter: its issuer and day stand below the text, and it has neither 版记 nor 印发. One in
    the letter format (`letter`, GB/T 9704—2012, 10.1) bears its issuer's name above a double rule, and
    leaves room for the seal. One with a `proof` bears its 摘要, and when it is no draft its 核验码. What is
    `attached` is in the file and not among its words.
    """

    masthead: str
    issue: str
    issuer: str
    dated: date
    day: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...]
    basis: tuple[tuple[str, str], ...]
    basis_title: str
    distribution: tuple[str, ...]
    marks: tuple[str, ...] = ()
    watermark: str = ""
    addressee: str = ""
    signed: bool = False
    letter: bool = False
    proof: Proof | None = None
    attached: tuple[Attachment, ...] = ()


def texts(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """Yield every text that will be printed, with the Chinese name of the place it stands in."""
    yield from (("报头", text) for text in (briefing.masthead, briefing.issue, briefing.issuer))
    yield from (("标题", text) for text in briefing.title)
    yield from (("主送", text) for text in (briefing.addressee,) if text)
    for block in briefing.blocks:
        yield from _block(block)
    for number, annex in enumerate(briefing.annexes, 1):
        yield f"附件{number}标题", annex.title
        yield f"附件{number}说明", annex.lead
        for table in (annex.table, *annex.more):
            yield from _table(table, f"附件{number}“{annex.title}”")
    yield briefing.basis_title, briefing.basis_title
    yield from ((f"{briefing.basis_title}“{label}”", text) for label, text in briefing.basis)
    yield from (("版记", text) for text in briefing.distribution)
    yield from (("页眉", text) for text in (*briefing.marks, briefing.watermark))


REGISTER, ROUND = "登记", "轮次"
"""The entries of the basis that tell of the office's register: where the number was given, how far a round is."""


def digest(briefing: Briefing) -> str:
    """Return the digest of all that a paper says and draws, but its number and the register."""
    basis = tuple(entry for entry in briefing.basis if entry[0] not in (REGISTER, ROUND))
    said = (*texts(replace(briefing, issue="", basis=basis)), *_points(briefing))
    return digest_of(said)


def digest_of(said: Iterable[tuple[str, str]]) -> str:
    """Return the digest of texts, each with the place where it stands."""
    return sha256("\0".join(f"{place}\0{text}" for place, text in said).encode()).hexdigest()


def _points(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """Yield the points of every chart: late data of an earlier date move a line and change no word."""
    charts = [block.chart for block in briefing.blocks if isinstance(block, Figure)]
    for chart in charts:
        for line in chart.series:
            yield from (
                (line.key, f"{day} {value}")
                for day, value in zip(chart.days, line.values, strict=True)
            )


def digests(briefing: Briefing, file: bytes) -> tuple[str, str]:
    """Return what a print is told by: the digest of its words, and that of its file."""
    return digest(briefing), sha256(file).hexdigest()


def _block(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, Heading | Paragraph):
        yield "正文", block.text
    elif isinstance(block, Figure):
        yield "图题", block.caption
        yield from (("图例", line.name) for line in block.chart.series)
    else:
        yield "表题", block.caption
        yield from _table(block, f"“{block.caption}”")


def _table(table: Table, name: str) -> Iterator[tuple[str, str]]:
    yield f"{name}附注", table.note
    for column in table.columns:
        yield f"{name}表头", f"{column.group}{column.label}"
    for number, row in enumerate(table.rows, 1):
        for column, cell in zip(table.columns, row, strict=True):
            yield f"{name}第{number}行“{column.label}”栏", cell.text
