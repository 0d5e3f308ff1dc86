"""The draft of a meeting's minutes (会议纪要): sections of sentences that the office edits.

Words only: every figure is the one the agenda kept. Who attended is left blank, for the office
knows and the system does not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from metrics import agenda as parts
from metrics.agenda import Agenda, Item
from metrics.change_kinds import LABELS
from metrics.views.numbers import MISSING, long_day, score, wan

MONEY_KINDS = ("received", "paid")
TOLD_KINDS = ("planned", "started", "completed", "accepted", "received", "paid", "issues_opened",
              "issues_closed", "issues_overdue", "turned_red", "cleared")  # fmt: skip
HEADINGS = {
    parts.PROMISES: "上次会议承诺事项落实情况",
    parts.CHANGES: "上次会议以来工作进展",
    parts.RED: "红灯项目情况",
    parts.BOTTOM: "排名靠后地区情况",
    parts.MONEY: "资金支付情况",
    parts.TOPICS: "其他议题",
}
MADE_HERE = "本次会议承诺事项"
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered heading with its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The draft: title, lines above the text (time, place, attendance), and sections."""

    title: str
    masthead: tuple[str, ...]
    sections: tuple[Section, ...]

    def text(self) -> str:
        """Return the whole draft as plain text, a blank line between paragraphs."""
        numbered = (
            [f"{NUMERALS[at]}、{section.heading}", *section.paragraphs]
            for at, section in enumerate(self.sections)
        )
        return "\n\n".join(
            [self.title, *self.masthead, *(line for part in numbered for line in part)]
        )


def minutes(
    *,
    place: str,
    held_on: date,
    data_date: date,
    agenda: Agenda,
    notes: Mapping[str, Sequence[str]],
    topics: Iterable[str],
    promises: pl.DataFrame,
    names: Mapping[str, str],
) -> Minutes:
    """Draft the minutes of one meeting.

    `notes` are the notes of each item by key, `topics` those that came up in the meeting,
    `promises` those made in it (`follow_up.promises`), `names` the divisions' names by code.
    """
    told = [_section(part, agenda, notes, names) for part in parts.PARTS]
    if late := tuple(topics):
        told.append(Section("会议中提出的议题", tuple(f"{topic}。" for topic in late)))
    if promises.height:
        made = tuple(_promise(row, names) for row in promises.iter_rows(named=True))
        told.append(Section(MADE_HERE, made))
    return Minutes(
        f"{place}城镇老旧小区改造工作调度会议纪要（草稿）",
        (
            f"会议时间：{long_day(held_on)}", f"数据截止日期：{long_day(data_date)}",
            "会议地点：", "主持人：", "参会人员：",
        ),
        tuple(section for section in told if section is not None),
    )  # fmt: skip


def _section(
    part: str, agenda: Agenda, notes: Mapping[str, Sequence[str]], names: Mapping[str, str]
) -> Section | None:
    items = agenda.part(part)
    if not items:
        return None
    said: list[str] = []
    for item in items:
        said += _WORDS[part](item, agenda, names)
        said += [f"会议要求：{note}" for note in notes.get(item.key, ())]
    return Section(HEADINGS[part], tuple(said))


def _promises(item: Item, _: Agenda, names: Mapping[str, str]) -> list[str]:
    counts = {
        state: sum(r["state"] == state for r in item.rows)
        for state in ("已兑现", "逾期", "结转", "未到期")
    }
    totals = "，".join(f"{state}{count}项" for state, count in counts.items() if count)
    lines = [
        f"承诺事项共{len(item.rows)}项：{totals}。" if totals else f"承诺事项共{len(item.rows)}项。"
    ]
    for row in item.rows:
        state = f"逾期{row['days']}天" if row["state"] == "逾期" else row["state"]
        who = f"{_name(names, row['region'])}{row['who']}"
        lines.append(f"{who}：{row['what']}（时限{_day(row['due'])}），{state}。")
    return lines


def _changes(item: Item, _: Agenda, __: Mapping[str, str]) -> list[str]:
    return [f"{row['name']}：{_counts(row)}。" for row in item.rows]


def _counts(row: Mapping[str, Any]) -> str:
    """Tell the changes of a region; none is not told, one that is not known is."""
    told = (_count(kind, row[kind]) for kind in TOLD_KINDS if row.get(kind, 0) != 0)
    return "，".join(told) or "没有变化"


def _count(kind: str, value: int | None) -> str:
    if value is None:
        return f"{LABELS[kind]}不详"
    if kind in MONEY_KINDS:
        return f"{LABELS[kind]}{wan(value)}万元"
    return f"{LABELS[kind]}{value}个"


def _red(item: Item, agenda: Agenda, _: Mapping[str, str]) -> list[str]:
    facts = agenda.regions[str(item.region)]
    fixes = facts["ways"]["lights"]["records"]
    lines = [f"{facts['name']}：红灯项目{facts['red_projects']}个，消除全部红灯须办结{fixes}处。"]
    for row in item.rows:
        late = "逾期天数不详" if row["days_late"] is None else f"最长逾期{row['days_late']}天"
        lines.append(
            f"{row['name']}（责任人{row['owner'] or MISSING}），{late}，待办结{row['fixes']}处。"
        )
    return lines


def _bottom(item: Item, agenda: Agenda, _: Mapping[str, str]) -> list[str]:
    (row,) = item.rows
    line = f"{row['name']}：得分{score(row['score'])}，排第{row['rank']}名，等次{row['grade'] or MISSING}"
    way = agenda.regions[str(item.region)]["ways"]["score"]
    if way is None:
        return [f"{line}。"]
    fewest = "至少须" if way["proven"] else "经测算可"
    return [f"{line}；升至“{way['grade']}”{fewest}再使{way['records']}处记录达标。"]


def _money(item: Item, _: Agenda, __: Mapping[str, str]) -> list[str]:
    return [
        f"{row['name']}：到位{wan(row['received'])}万元，支付{wan(row['paid'])}万元。"
        for row in item.rows
    ]


def _topics(item: Item, _: Agenda, __: Mapping[str, str]) -> list[str]:
    return [f"{row['text']}。" for row in item.rows]


def _promise(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return f"{_name(names, row['region'])}{row['who']}：{row['what']}，于{_day(row['due'])}前完成。"


def _name(names: Mapping[str, str], code: str) -> str:
    return names.get(code, code)


def _day(value: date | str) -> str:
    return long_day(value if isinstance(value, date) else date.fromisoformat(value))


_WORDS = {
    parts.PROMISES: _promises,
    parts.CHANGES: _changes,
    parts.RED: _red,
    parts.BOTTOM: _bottom,
    parts.MONEY: _money,
    parts.TOPICS: _topics,
}
