"""The first page of a city or county: what costs it points, and what it has to do, each with its link."""

from collections.abc import Mapping
from datetime import date

import polars as pl
import streamlit as st

from dashboard import data, office
from dashboard.components import choices, pages, signal_table
from dashboard.components.plain_text import escaped
from metrics.dispatch.standing import LATE
from metrics.scope import Scope
from metrics.supervision.issues import CLOSED, overdue
from metrics.supervision.lights import LIGHTS, RED
from metrics.views.parts import numbers
from metrics.views.rating.points_lost import points_lost
from metrics.views.reported.standing_words import STATES, delay_words, sum_words, turn_words

MOST = 8
"""So many items are told of; the others are a click away."""


def is_own(scope: Scope) -> bool:
    """Say whether the place looked at is the visitor's own city or county."""
    return scope.place == data.own_place()


def show(scope: Scope) -> None:
    """Draw what the unit has to do, on a phone first, beside why it stands where it does."""
    left, right = st.columns([1, 1.25], gap="medium")
    with left:
        st.subheader("要办的事")
        _due(scope)
        _lights(scope)
        _issues(scope)
        day = data.day_told(scope)
        _orders(scope, day)
        _promises(scope, day)
    with right:
        _lost(scope)


def _lost(scope: Scope) -> None:
    table = points_lost(data.evaluation(scope), scope.place, most=MOST)
    st.subheader(escaped(table.title))
    if not table.lines:
        st.caption("没有失分的指标，或还没有可以计分的记录。")
        return
    picked = signal_table.show(
        table, key="points_lost", select="row", link="title", pinned="title", height=340, dense=True
    )
    st.caption(table.note)
    if picked:
        steps = {**choices.carried(scope), "region": scope.place, "item": picked.key}
        st.switch_page(pages.file("indicators"), query_params=steps)


def _due(scope: Scope) -> None:
    """Say which report is due and how the unit stands with it; of a city, how its units do."""
    standing = data.standing(scope)
    if standing is None:
        st.caption("目前没有应报的期次。")
        return
    own = next((unit for unit in standing.units if unit.unit == scope.place), None)
    late = own is not None and own.state in ("overdue", "never")
    if own is None:
        words = sum_words(standing)
    else:
        delay = delay_words(own)
        words = f"{STATES[own.state]}{f'，{delay}' if delay else ''}。"
    _to(scope, "reporting", f"报送：{words}{turn_words(standing.turn)}", bad=late)
    if own is not None:
        steps = {"view": "workbook", "book": "filled", "whose": scope.place}
        _to(scope, "submissions", "下载上期数据工作簿，填好后上传", steps, icon="upload_file")


def _lights(scope: Scope) -> None:
    lights = data.supervised(scope).projects["light"].cast(pl.String).to_list()
    counted = "，".join(f"{name}灯{lights.count(name)}个" for name in LIGHTS if name in lights)
    words = f"项目{len(lights)}个：{counted}" if lights else "没有报送项目"
    steps = {"light": RED, "order": "light"} if RED in lights else {}
    _to(scope, "supervision", words, steps, bad=RED in lights)


def _issues(scope: Scope) -> None:
    issues = data.issues_of(scope)
    waiting, late = issues.filter(pl.col("state") != CLOSED).height, overdue(issues).height
    _counted(scope, "ledger", "整改问题未销号", waiting, late, {"state": "open"})


def _orders(scope: Scope, day: date) -> None:
    listed = office.standing_orders(as_of=day, rules=data.rules_of(scope), place=scope.place)
    waiting = listed.filter(pl.col("ended_on").is_null(), region=scope.place)
    late = waiting.filter(pl.col("days") > 0).height
    _counted(scope, "orders", "督办单待办结", waiting.height, late, {"state": "open"})


def _promises(scope: Scope, day: date) -> None:
    listed = office.standing_promises(as_of=day, rules=data.rules_of(scope), place=scope.place)
    waiting = listed.filter(pl.col("ended_on").is_null(), region=scope.place)
    late = waiting.filter(pl.col("state") == LATE).height
    _counted(scope, "ledger", "会议承诺未结", waiting.height, late, {"promises": "open"})


def _counted(
    scope: Scope, page: str, words: str, waiting: int, late: int, steps: Mapping[str, str]
) -> None:
    if not waiting:
        st.caption(f"{words}：无")
        return
    told = f"{words}：{numbers.count(waiting)}项{f'，其中逾期{late}项' if late else ''}"
    _to(scope, page, told, steps, bad=late > 0)


def _to(
    scope: Scope, page: str, words: str, steps: Mapping[str, str] | None = None, *,
    bad: bool = False, icon: str = "",
) -> None:  # fmt: skip
    shown = icon or ("error" if bad else "check_circle")
    asked = {**choices.carried(scope), **(steps or {})}
    pages.link(page, label=escaped(words), icon=f":material/{shown}:", query_params=asked)
