"""One click from a red light, a veto, a failed measure or an issue to a numbered order (督办单).

The button opens a form that is filled in already; sending it shows the number. Another form for
the same cause, while its order is open, gives that order again and no second one.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import streamlit as st

from dashboard import data, office
from dashboard.components import controls, form_fields
from dashboard.components.form_fields import Form, Link
from metrics.access.permissions import Action
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
    it is issued, and `day` its day (null: today). Whoever may not issue orders is offered none.
    """
    if not data.may_for(Action.ISSUE_ORDER, scope.place):
        return
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
    if not causes or not data.may_for(Action.ISSUE_ORDER, scope.place):
        return
    with st.popover("下达督办单", icon=":material/assignment_late:", key=f"{key}:open"):
        listed = tuple(causes)
        chosen = controls.select("督办事项", listed, key=f"{key}:cause", default=listed[0])
        _offer(scope, causes[chosen], key=key, meeting=meeting, day=day)


def _offer(scope: Scope, cause: Cause, *, key: str, meeting: int | None, day: date | None) -> None:
    issued_on = day or office.today()
    later = workdays_after(issued_on, data.rules_of(scope)["offered_deadlines"].order_workdays)
    with form_fields.form(f"{key}:{cause.kind}:{cause.reference}", of=scope.place) as form:
        filled = _filled(scope, cause, form, days=(issued_on, later))
        form.button("下达")
    origin = Origin(
        kind=cause.kind,
        reason=filled.reason,
        reference=cause.reference,
        data_date=scope.as_of,
        project=cause.project,
    )
    form.keep(
        lambda: office.issue_order(
            place=scope.place, region=filled.region, unit=filled.unit, origin=origin,
            requirement=filled.requirement, issued_on=filled.issued_on, due_on=filled.due_on,
            meeting=meeting, form=form.number,
        ),
        words=lambda issued: _words(issued, cause),
        link=lambda issued: Link("orders", "去督办单", {"order": str(issued.id)}),
    )  # fmt: skip


def _filled(scope: Scope, cause: Cause, form: Form, *, days: tuple[date, date]) -> _Filled:
    region, unit = _addressee(scope, cause, form)
    reason = st.text_area("督办事由", value=cause.reason, key=form.field("reason"), height=68)
    wanted = st.text_area("督办要求", value=cause.requirement, key=form.field("wanted"), height=68)
    issued_on, due_on = _days(form, days)
    return _Filled(
        region=region,
        unit=unit,
        reason=reason,
        requirement=wanted,
        issued_on=issued_on,
        due_on=due_on,
    )


def _addressee(scope: Scope, cause: Cause, form: Form) -> tuple[str, str]:
    """Ask whom the order goes to; the region only where no record says it."""
    region = cause.region or _region(scope, form)
    unit = st.text_input(
        "督办对象（单位）", value=cause.unit, key=form.field("unit"), max_chars=100
    )
    return region, unit


def _days(form: Form, offered: tuple[date, date]) -> tuple[date, date]:
    """Ask for the day of issue and the deadline, side by side."""
    left, right = st.columns(2)
    with left:
        issued_on = controls.day("下达日期", key=form.field("on"), default=offered[0])
    with right:
        due_on = controls.deadline("办理时限", key=form.field("due"), default=offered[1])
    return issued_on, due_on


def _region(scope: Scope, form: Form) -> str:
    """Ask for the region, the issuing place itself unless another is chosen."""
    names = data.divisions_inside(scope)
    return controls.select(
        "地区", tuple(names), key=form.field("region"), default=scope.place, searched=True,
        text=lambda code: f"{code} {names[code]}",
    )  # fmt: skip


def _words(issued: Issued, cause: Cause) -> str:
    if not issued.repeated:
        return f"已下达督办单{issued.text}。"
    same = "同一事由" if cause.reference else "相同内容"
    return f"{same}已有未办结的督办单{issued.text}，本次未另行下达。"
