"""An order (督办单) as an official paper: one order, one matter; words stand in `templates/order.j2`."""

from collections.abc import Mapping
from typing import Any

from exports.papers.document import Block, Briefing, Heading, Paragraph
from exports.papers.words import lines, say
from metrics.dispatch.standing import order_number
from metrics.records.invented import demo_mark
from metrics.views.parts import numbers

SECTIONS = ("reason", "requirement", "deadline")


def compose(
    row: Mapping[str, Any], *, place: str, region: str, logged: str | None = None
) -> Briefing:
    """Lay one order of `standing.orders` out; `place` and `region` are names of divisions.

    `logged` tells which entry of the log (操作日志) it stands in; null for orders of before.
    """
    values = {"row": row, "place": place, "region": region, "due": numbers.long_day(row["due_on"])}
    blocks: list[Block] = [Paragraph(say("order", "addressee", **values))]
    for section in SECTIONS:
        blocks.append(Heading(say("order", f"{section}_heading")))
        blocks += [Paragraph(words) for words in lines("order", section, **values)]
    return Briefing(
        masthead=say("order", "name"),
        issue=order_number(row["year"], row["number"], place=row["place"]),
        issuer=say("order", "issuer", place=place),
        dated=row["issued_on"],
        day=numbers.long_day(row["issued_on"]),
        title=lines("order", "title", region=region),
        blocks=tuple(blocks),
        annexes=(),
        basis=(*_basis(row), *((("登记", logged),) if logged else ())),
        basis_title=say("order", "basis"),
        distribution=lines("order", "distribution", row=row),
        marks=(say("order", "demo"),) if demo_mark(row["place"]) else (),
    )


def _basis(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    day = row["data_date"]
    dated = (("数据日期", f"截至{numbers.long_day(day)}"),) if day else ()
    return (("督办来源", say("order", "source", row=row)), *dated, ("经办人", str(row["by"])))
