"""What has been submitted, by place, state and words; a row opens one submission."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from dashboard import data
from dashboard.boards.reported import one_submission
from dashboard.components import address, page_choice, signal_table
from dashboard.components.handed import download
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.records.reports import Submission
from metrics.views.parts import wording
from metrics.views.reported import beginning_words, confirmed_tables, sent_tables
from metrics.views.supervision.asked_words import filter_words

PAGE = 50
ALL = ""
LONGEST = 40
AROUND = 330
"""Pixels above and below the list."""
STATES = {ALL: "全部状态", "valid": "有效", "back": "已撤回", "other": "撤销、撤回记录"}
ORDERS: dict[str, tuple[str, Callable[[Submission], Any] | None]] = {
    "received": ("最近接收在前", None),
    "date": ("数据截止日期晚的在前", lambda one: (-one.data_date.toordinal(), -one.id)),
    "unit": ("按报送单位", lambda one: (one.unit, -one.id)),
    "changed": ("变更和删除多的在前", lambda one: (-(one.changed + one.removed), -one.id)),
}


class Asked(NamedTuple):
    """What the filters ask; an empty text asks nothing."""

    unit: str
    state: str
    text: str
    order: str


def show() -> None:
    """Draw one submission if the address names it, else the list, of all units or of one."""
    listed = data.submissions()
    asked = address.get("submission")
    if asked and listed:
        one_submission.show(asked, listed)
        return
    if not listed:
        st.header("报送记录")
        st.info(f"{wording.NOTHING_YET}{beginning_words.HOW_TO_START}")
        return
    _list(listed)


def _list(listed: Sequence[Submission]) -> None:
    names, by = data.unit_names(), sent_tables.taken_back(listed)
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        asked = _filters(listed, names)
        submissions = _asked_for(listed, asked, names, by)
        page = page_choice.show(len(submissions), of=PAGE)
        _offer(submissions, asked, names, by)
    some = submissions[(page - 1) * PAGE : page * PAGE]
    picked = signal_table.show(
        sent_tables.submissions(some, names, by, data.review_states()),
        key="history",
        pinned="name",
        select="row",
        link="name",
        around=AROUND,
        dense=True,
    )
    if picked:
        address.go(submission=picked.key)
    st.caption(
        f"{sent_tables.sum_words(submissions, by)}；时间为北京时间。点任一行可看提示、下载报送原件、"
        "撤回最近一次报送；“—”为没有留存提示（较早版本导入的，或不用工作簿的）。"
    )
    _confirmed(submissions, names)


def _filters(listed: Sequence[Submission], names: Mapping[str, str]) -> Asked:
    units = _units(listed, names)
    for name in ("state", "order"):
        address.forget(name)
    return Asked(
        unit=address.choose(
            "sender", "报送单位", tuple(units), default=ALL, text=units.__getitem__, searched=True
        ),
        state=address.choose("state", "状态", tuple(STATES), default=ALL, text=STATES.__getitem__),
        text=address.sought(
            "q",
            "查找报送",
            placeholder="查找单位、报送人、文件",
            longest=LONGEST,
            of=" of submissions",
        ),
        order=address.choose(
            "order", "排列", tuple(ORDERS), default="received", text=lambda name: ORDERS[name][0]
        ),
    )


def _asked_for(
    listed: Sequence[Submission], asked: Asked, names: Mapping[str, str], by: Mapping[int, int]
) -> list[Submission]:
    words = asked.text.strip().lower()
    found = [
        one
        for one in listed
        if _is_of(one.unit, asked.unit)
        and (not asked.state or _state(one, by) == asked.state)
        and (not words or words in _said(one, names))
    ]
    order = ORDERS[asked.order][1]
    return sorted(found, key=order) if order else found


def _is_of(unit: str, asked: str) -> bool:
    """Say whether a unit is the one asked for, or lies in the city that is."""
    return (
        not asked or unit == asked or (asked.endswith("00") and unit.startswith(asked.rstrip("0")))
    )


def _state(one: Submission, by: Mapping[int, int]) -> str:
    if one.undoes is not None or one.reports_nothing:
        return "other"
    return "back" if one.id in by else "valid"


def _said(one: Submission, names: Mapping[str, str]) -> str:
    said = (names.get(one.unit, ""), one.unit, one.sent_by or "", one.file_name, str(one.id))
    return "　".join(said).lower()


def _offer(
    submissions: Sequence[Submission], asked: Asked, names: Mapping[str, str], by: Mapping[int, int]
) -> None:
    told = {
        "报送单位": names.get(asked.unit, asked.unit), "查找": "略" if asked.text else "",
        "状态": STATES[asked.state] if asked.state else "",
    }  # fmt: skip
    download.show(
        lambda: sent_tables.submissions(submissions, names, by, data.review_states()),
        name="报送记录", key="submissions_file",
        export=Export("报送记录", filter_words(told), len(submissions), personal=True),
    )  # fmt: skip


def _confirmed(submissions: Sequence[Submission], names: Mapping[str, str]) -> None:
    """List what was confirmed before it was stored."""
    table = confirmed_tables.confirmed(submissions, names)
    if table.lines:
        st.markdown(f"**{escaped(table.title)}**")
        signal_table.show(table, key="confirmed", height=300)
        st.caption(table.note)


def _units(listed: Sequence[Submission], names: Mapping[str, str]) -> dict[str, str]:
    """Return who has sent something and the cities they lie in, by code; all of them come first."""
    codes = {submission.unit for submission in listed}
    cities = {f"{code[:4]}00" for code in codes} & names.keys()
    listing = sorted(codes | cities)
    return {ALL: "全部单位"} | {
        code: f"{names.get(code, code)}{'' if code in codes else '及所属县区'}" for code in listing
    }
