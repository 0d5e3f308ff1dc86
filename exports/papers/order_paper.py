"""An order (督办单) as an official paper: a 函 with its 回执 where the rule of its day asked for one, else
the form of before; words stand in `templates/order.j2`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from exports.papers.document import Annex, Block, Briefing, Column, Heading, Paragraph, Table
from exports.papers.words import lines, say
from metrics.dispatch.causes import reference_words
from metrics.dispatch.order import Printed, number_of, printed
from metrics.records.invented import demo_mark
from metrics.views.parts import cells, numbers
from metrics.views.parts.table import Cell

Row = Mapping[str, Any]
SECTIONS = ("reason", "requirement", "deadline")
MATTERS = (
    Column(label="序号", width=10),
    Column(label="督办事项", align="left"),
    Column(label="督办来源", width=24),
)
SLIP = (Column(label="栏目", width=38), Column(label="内容", align="left"))
WRITTEN, TALL = 13, 62
"""Millimetres of a line of the 回执 to be written on by hand, and of the one for 办理情况."""


def compose(
    row: Row, *, place: str, region: str, items: Sequence[Row] = (), logged: str | None = None
) -> Briefing:
    """Lay one order of `standing.orders` out; `place` and `region` are names of divisions today.

    What was kept of its paper when it was issued (`Printed`) goes before them. `items` are its matters
    (ORDER_ITEMS), none where it is one. `logged` tells which entry of the log (操作日志) it stands in; null
    for orders of before.
    """
    paper = printed(row)
    values = {
        "row": row, "place": place, "region": paper.region if paper else region,
        "due": numbers.long_day(row["due_on"]), "number": number_of(row), "items": items,
        "data_day": numbers.long_day(row["data_date"]) if row["data_date"] else "",
        "sender": paper.office if paper else say("order", "issuer", place=place),
    }  # fmt: skip
    basis = (
        *_basis(row, paper.region if paper else region),
        *((("登记", logged),) if logged else ()),
    )
    plain = _plain(row, values, basis, items)
    if paper is None:
        return plain
    slip = _slip(values, basis)
    if not paper.letter:
        return replace(plain, issuer=paper.office, annexes=(slip,))
    return _letter(plain, paper, values, items, slip)


def _plain(
    row: Row, values: Row, basis: tuple[tuple[str, str], ...], items: Sequence[Row]
) -> Briefing:
    """Return the form of before: one sheet with its notes below."""
    blocks: list[Block] = [Paragraph(say("order", "addressee", **values))]
    for section in SECTIONS:
        blocks.append(Heading(say("order", f"{section}_heading")))
        blocks += _section(section, values, items)
    return Briefing(
        masthead=say("order", "name"),
        issue=values["number"],
        issuer=values["sender"],
        dated=row["issued_on"],
        day=numbers.long_day(row["issued_on"]),
        title=lines("order", "title", **values),
        blocks=tuple(blocks),
        annexes=(),
        basis=basis,
        basis_title=say("order", "basis"),
        distribution=lines("order", "distribution", row=row),
        marks=(say("order", "demo"),) if demo_mark(row["place"]) else (),
    )


def _letter(
    plain: Briefing, paper: Printed, values: Row, items: Sequence[Row], slip: Annex
) -> Briefing:
    """Return the 函 in the letter format (信函格式, GB/T 9704—2012, 10.1)."""
    blocks: list[Block] = [Paragraph(say("order", "opening", **values))]
    for section, heading in (
        ("reason", "matters_heading"),
        ("requirement", "letter_heading"),
    ):
        blocks.append(Heading(say("order", heading)))
        blocks += _section(section, values, items)
    blocks.append(Paragraph(say("order", "reply", **values)))
    return replace(
        plain, masthead=paper.office, title=lines("order", "letter_title", **values),
        addressee=say("order", "addressee", **values), blocks=tuple(blocks), annexes=(slip,),
        basis=(), basis_title="", distribution=(), signed=True, letter=True,
    )  # fmt: skip


def _section(section: str, values: Row, items: Sequence[Row]) -> list[Block]:
    if section == "reason" and len(items) > 1:
        return [_matters(items)]
    return [Paragraph(words) for words in lines("order", section, **values)]


def _matters(items: Sequence[Row]) -> Table:
    rows = (
        (cells.number(at), cells.text(item["reason"]), cells.text(item["origin"]))
        for at, item in enumerate(items, 1)
    )
    return Table(caption="", columns=MATTERS, rows=tuple(rows))


def _slip(values: Row, basis: tuple[tuple[str, str], ...]) -> Annex:
    """Return the sheet that comes back (回执): most of it is filled in by hand."""
    given = [("来文", say("order", "slip_of", **values), 0), ("办理时限", values["due"], 0)]
    blank = [
        ("收到单位（盖章）", "", WRITTEN), ("收件人", "", WRITTEN),
        ("收件日期", "　　　　年　　月　　日", WRITTEN), ("办理情况", "", TALL),
        ("完成时限", "　　　　年　　月　　日", WRITTEN), ("联系人", "", WRITTEN),
        ("联系电话", "", WRITTEN),
    ]  # fmt: skip
    table = Table(
        caption="",
        columns=SLIP,
        rows=tuple((Cell(label, label), Cell(text, text)) for label, text, _ in (*given, *blank)),
        note="；".join(f"{label}：{text}" for label, text in basis) + "。",
        heights=tuple(high for _, _, high in (*given, *blank)),
    )
    return Annex(say("order", "slip"), say("order", "slip_lead", **values), table)


def _basis(row: Row, region: str) -> tuple[tuple[str, str], ...]:
    day = row["data_date"]
    dated = (("数据日期", f"截至{numbers.long_day(day)}"),) if day else ()
    told = reference_words(row["origin"], row["reference"], region=row["region"], name=region)
    source = say("order", "source", row=row, reference=told)
    return (("督办来源", source), *dated, ("经办人", str(row["by"])))
