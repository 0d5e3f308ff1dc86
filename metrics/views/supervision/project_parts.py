"""What hangs on one project: utilities, contents, archives, events, and whom to ask about it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import polars as pl

from metrics.records.schema import NONE_TEXT
from metrics.records.sheets.compounds import CONTENTS
from metrics.reporting.contact import Contact
from metrics.supervision.one_project import OneProject
from metrics.views.parts import cells
from metrics.views.parts.cells import count_column, day_column, text_column
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, Line, line

ARCHIVES = {
    "archive_basics": "基本情况", "archive_wishes": "居民意愿", "archive_scheme": "改造方案",
    "archive_progress": "工程进度", "archive_before_after": "前后对比",
}  # fmt: skip
ANSWERABLE = {
    "implementer": "实施主体", "project_owner": "项目责任人", "supervision_owner": "监管责任人",
    "builder": "建设单位", "designer": "设计单位", "contractor": "施工单位", "supervisor": "监理单位",
}  # fmt: skip


def facility_table(one: OneProject) -> DisplayTable:
    """List the utilities of the compounds that are to be renewed, then the others."""
    rows = one.facilities.sort(pl.col("to_renew"), descending=True, maintain_order=True)
    lines = (
        line(FACILITIES, row, key=f"{row['compound']} {row['utility']}")
        for row in rows.iter_rows(named=True)
    )
    return DisplayTable("专营设施", FACILITIES, tuple(lines))


FACILITIES = (
    text_column("compound_name", "小区"),
    text_column("utility", "类型"),
    Column("to_renew", ("需改造",), Holds.TEXT, lambda row: _flag(row["to_renew"], "是", "否")),
    day_column("joint_scheme_on", "统筹施工方案日期"),
    day_column("handed_over_on", "产权移交日期"),
)


def _flag(value: bool | None, yes: str, no: str) -> Cell:
    return Cell(value, "未报" if value is None else yes if value else no)


class _Content(NamedTuple):
    """One item of contents: in how many compounds it is short, in the scheme, and done."""

    item: str
    short: int
    in_scheme: int
    done: int
    unknown: int
    remedies: str


def content_table(one: OneProject) -> DisplayTable:
    """Count the compounds of a project by item of contents; what is not reported is told apart."""
    counted = (_content(str(item), rows) for (item,), rows in _by_item(one.contents))
    shown = sorted(counted, key=lambda each: (-each.short, each.item))
    lines = tuple(line(CONTENT_COLUMNS, each._asdict(), key=each.item) for each in shown)
    return DisplayTable(CONTENTS.label, CONTENT_COLUMNS, lines)


def _by_item(contents: pl.DataFrame) -> Iterable[tuple[tuple[Any, ...], pl.DataFrame]]:
    return contents.group_by("item", maintain_order=True)


def _content(item: str, rows: pl.DataFrame) -> _Content:
    short = rows.filter("short")
    blank = short.filter(pl.col("in_scheme").is_null() | pl.col("done").is_null()).height
    remedies = short["area_remedy"].cast(pl.String).drop_nulls().unique().sort()
    words = "、".join(word for word in remedies if word != NONE_TEXT)
    return _Content(
        item, short.height, int(short["in_scheme"].sum()), int(short["done"].sum()), blank, words
    )


CONTENT_COLUMNS = (
    text_column("item", "内容项"),
    count_column("short", "有短板小区"),
    count_column("in_scheme", "纳入方案"),
    count_column("done", "已完成"),
    count_column("unknown", "未报"),
    text_column("remedies", "片区补齐方式"),
)


def archive_table(one: OneProject) -> DisplayTable:
    """List which documents and photographs each compound's archive has, as the dictionary asks."""
    lines = (line(ARCHIVE_COLUMNS, row, key=row["compound"]) for row in one.compounds.to_dicts())
    return DisplayTable("档案资料", ARCHIVE_COLUMNS, tuple(lines))


def _archive(name: str, heading: str) -> Column:
    return Column(name, (heading,), Holds.TEXT, lambda row: _flag(row[name], "有", "无"))


ARCHIVE_COLUMNS = (
    text_column("name", "小区"),
    *(_archive(name, heading) for name, heading in ARCHIVES.items()),
)


def asked_table(
    one: OneProject, contacts: Iterable[Contact], names: Mapping[str, str]
) -> DisplayTable:
    """List whom to ask about a project: who answers for it, then the contacts of its division."""
    lines = [_asked(label, one.values[name], "") for name, label in ANSWERABLE.items()]
    for contact in contacts:
        who = "　".join(filter(None, (contact.name, contact.duty)))
        lines.append(
            _asked(f"{names.get(contact.unit, contact.unit)}联系人", who, contact.phone or "")
        )
    return DisplayTable("找谁办", ASKED, tuple(lines))


def _asked(label: str, who: str | None, phone: str) -> Line:
    return line(ASKED, {"label": label, "who": who or "未报", "phone": phone}, key=label)


ASKED = (
    text_column("label", "职责"),
    text_column("who", "单位或姓名"),
    Column("phone", ("电话",), Holds.TEXT, lambda row: cells.remark(row["phone"])),
)


def event_table(one: OneProject) -> DisplayTable:
    """List the baseline events (底线事件) reported of a project."""
    lines = (line(EVENTS, row, key=row["event"]) for row in one.events.iter_rows(named=True))
    return DisplayTable("底线事件", EVENTS, tuple(lines))


EVENTS = (
    text_column("event", "事件编码"),
    text_column("kind", "类型"),
    day_column("happened_on", "发生日期"),
    text_column("status", "核实状态"),
    text_column("note", "说明"),
)
