"""One click from a red light, a veto, a failed measure or an issue to a numbered order (督办单).

The button opens a form that is filled in already; sending it shows the number. Another click on
the same cause, while its order is open, gives that order again and no second one.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import streamlit as st

from dashboard import data, office
from dashboard.components import controls, form_fields, pages, signature
from metrics.days.workdays import workdays_after
from metrics.dispatch.order import Issued, Origin
from metrics.scope import Scope
from metrics.views.dispatch.order_causes import Cause


class _Filled(NamedTuple):
    region: str
    unit: str
    reason: str
    requirement: str
    issued_on: date
    due_on: date
    by: str


def show(
    scope: Scope,
    cause: Cause,
    *,
    key: str,
    label: str = "下达督办单",
    meeting: int | None = None,
    day: date | None = None,
) -> None:
    """Offer an order of the scope's place for one cause.

    `key` tells this offer from others on the page; `meeting` is the number of the meeting in which
    it is issued, and `day` its day (null: today).
    """
    with st.popover(label, icon=":material/assignment_late:", key=f"{key}:open"):
        _offer(scope, cause, key=key, meeting=meeting, day=day)


def show_several(
    scope: Scope,
    causes: Mapping[str, Cause],
    *,
    key: str,
    meeting: int | None = None,
    day: date | None = None,
) -> None:
    """Offer an order for one of several causes, chosen in the form by its words; none, no button."""
    if not causes:
        return
    with st.popover("下达督办单", icon=":material/assignment_late:", key=f"{key}:open"):
        listed = tuple(causes)
        chosen = controls.select("督办事项", listed, key=f"{key}:cause", default=listed[0])
        _offer(scope, causes[chosen], key=key, meeting=meeting, day=day)


def _offer(scope: Scope, cause: Cause, *, key: str, meeting: int | None, day: date | None) -> None:
    own = f"{key}:{cause.kind}:{cause.reference}"
    slot = st.container()
    issued_on = day or office.today()
    later = workdays_after(issued_on, data.rules_of(scope)["offered_deadlines"].order_workdays)
    filled = _form(scope, cause, own=own, days=(issued_on, later))
    if filled:
        _issue(scope, cause, filled, own=own, meeting=meeting)
    issued: Issued | None = st.session_state.get(_issued(scope, own))
    if issued:
        with slot:
            _tell(issued)


def _issued(scope: Scope, own: str) -> str:
    """Name what was issued for a cause: each place issues orders of its own."""
    return f"{own}:{scope.place}:issued"


def _form(scope: Scope, cause: Cause, *, own: str, days: tuple[date, date]) -> _Filled | None:
    with st.form(own, border=False):
        region = cause.region or _region(scope, own)
        unit = st.text_input("督办对象（单位）", value=cause.unit, key=f"{own}:unit", max_chars=100)
        reason = st.text_area("督办事由", value=cause.reason, key=f"{own}:reason", height=68)
        wanted = st.text_area("督办要求", value=cause.requirement, key=f"{own}:wanted", height=92)
        issued_on, due_on = _days(own, days)
        by = signature.field(key=own)
        sent = st.form_submit_button("下达", type="primary", key=f"{own}:send")
    if not sent:
        return None
    return _Filled(
        region=region,
        unit=unit,
        reason=reason,
        requirement=wanted,
        issued_on=issued_on,
        due_on=due_on,
        by=by,
    )


def _days(own: str, offered: tuple[date, date]) -> tuple[date, date]:
    """Ask for the day of issue and the deadline, side by side."""
    left, right = st.columns(2)
    with left:
        issued_on = controls.day("下达日期", key=f"{own}:on", default=offered[0])
    with right:
        due_on = controls.deadline("办理时限", key=f"{own}:due", default=offered[1])
    return issued_on, due_on


def _region(scope: Scope, own: str) -> str:
    names = data.divisions_inside(scope)
    return controls.select(
        "地区", tuple(names), key=f"{own}:region", default=next(iter(names)), searched=True,
        text=lambda code: f"{code} {names[code]}",
    )  # fmt: skip


def _issue(scope: Scope, cause: Cause, filled: _Filled, *, own: str, meeting: int | None) -> None:
    origin = Origin(
        kind=cause.kind, reason=filled.reason, reference=cause.reference, data_date=scope.as_of
    )
    with form_fields.attempt(by=filled.by) as tried:
        st.session_state[_issued(scope, own)] = office.issue_order(
            place=scope.place, region=filled.region, unit=filled.unit, origin=origin,
            requirement=filled.requirement, issued_on=filled.issued_on, due_on=filled.due_on,
            by=filled.by, meeting=meeting,
        )  # fmt: skip
    if tried.done:
        st.toast(_words(st.session_state[_issued(scope, own)]), icon=":material/check:")


def _tell(issued: Issued) -> None:
    st.success(_words(issued))
    st.page_link(
        pages.file("orders"), label="去督办单", icon=":material/assignment:",
        query_params={"order": str(issued.id)},
    )  # fmt: skip


def _words(issued: Issued) -> str:
    outcome = "同一事由已有未办结的督办单" if issued.repeated else "已下达督办单"
    return f"{outcome}{issued.text}。"
