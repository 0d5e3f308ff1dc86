"""Orders for a whole filtered list: one for each city or county, looked through and numbered at once."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from dashboard import data, office, order_book
from dashboard.components import address, controls, form_fields, signal_table
from dashboard.components.form_fields import Form, Link
from metrics.access.permissions import Action
from metrics.days.workdays import workdays_after
from metrics.dispatch.order import Draft, Issued
from metrics.scope import Scope
from metrics.views.dispatch import order_batches, order_causes
from metrics.views.dispatch.order_batches import ADDRESSEES
from metrics.views.dispatch.order_causes import Cause
from metrics.views.parts import wording

BATCH = "batch"


class _Filled(NamedTuple):
    requirement: str
    issued_on: date
    due_on: date


def button(scope: Scope, *, offered: bool) -> None:
    """Offer to issue orders for all that the list shows, where it is `offered` and the visitor may."""
    if offered and address.get("batch") is None and data.may_for(Action.ISSUE_ORDER, scope.place):
        st.button(
            "成批督办", icon=":material/assignment_late:", key="batch_open",
            on_click=lambda: address.step(batch="1"),
        )  # fmt: skip


def wanted(scope: Scope) -> bool:
    """Say whether the address asks for the orders of the list in place of the list."""
    return address.get("batch") is not None and data.may_for(Action.ISSUE_ORDER, scope.place)


@data.one_look()
def show(scope: Scope, causes: Callable[[], Sequence[Cause]], *, back: str) -> None:
    """Draw what would be issued for some causes, and the form that issues it; `back` names the list."""
    with st.container(horizontal=True, key="batch_head", vertical_alignment="bottom"):
        st.button(
            f"返回{back}", icon=":material/arrow_back:", key="batch_back",
            on_click=lambda: address.step(batch=None),
        )  # fmt: skip
        held = order_book.matters_under_order(place=scope.place)
        fresh = [cause for cause in causes() if (cause.kind, cause.reference) not in held]
        drafts = _chosen(scope, order_batches.drafts(fresh, data.unit_names(), scope.as_of))
    if not drafts:
        form_fields.tell(BATCH, of=scope.place)
        st.info("没有可下达的事项：所列事项均已有未办结的督办单，或未选督办对象。")
        return
    matters = sum(len(draft.origins) for draft in drafts)
    st.caption(
        f"共{len(drafts)}件、{matters}项，每个地区一件，依次编号，一次全部下达；"
        f"已有未办结督办单的事项不再列入。"
    )
    _form(scope, drafts)
    table = order_batches.listed(drafts, data.unit_names())
    signal_table.show(table, key="batch_drafts", height=420, dense=True)


def _chosen(scope: Scope, drafts: Sequence[Draft]) -> list[Draft]:
    """Ask to whom the orders go, and which places get none."""
    names = data.unit_names()
    to = controls.segments("主送", tuple(ADDRESSEES), key="batch:to", default=ADDRESSEES[0])
    regions = tuple(draft.region for draft in drafts)
    left_out = controls.several(
        "暂不下达的地区", regions, key=f"batch:out:{scope.place}", default=(),
        text=lambda code: names.get(code, code), placeholder="暂不下达的地区（可不选）",
        label_visibility="collapsed", width=320,
    )  # fmt: skip
    return [
        draft._replace(unit=order_batches.addressee(names.get(draft.region, draft.region), to))
        for draft in drafts
        if draft.region not in left_out
    ]


def _form(scope: Scope, drafts: Sequence[Draft]) -> None:
    with form_fields.form(BATCH, of=scope.place) as form:
        filled = _filled(scope, form)
        form.button(f"下达{len(drafts)}件")
    ready = [
        draft._replace(requirement=filled.requirement, due_on=filled.due_on) for draft in drafts
    ]
    form.keep(
        lambda: order_book.issue_orders(
            place=scope.place, drafts=ready, issued_on=filled.issued_on, form=form.number
        ),
        words=_words,
        link=lambda _: Link("orders", f"去{wording.ORDERS}", {"state": "open"}),
    )


def _filled(scope: Scope, form: Form) -> _Filled:
    today = office.today()
    later = workdays_after(today, data.rules_of(scope)["offered_deadlines"].order_workdays)
    words, issued, due = st.columns([4, 1, 1])
    with words:
        requirement = st.text_area(
            "督办要求", value=order_causes.REQUIREMENT, key=form.field("wanted"), height=68
        )
    with issued:
        issued_on = controls.day("下达日期", key=form.field("on"), default=today)
    with due:
        due_on = controls.deadline("办理时限", key=form.field("due"), default=later)
    return _Filled(requirement, issued_on, due_on)


def _words(issued: Sequence[Issued]) -> str:
    fresh = [one for one in issued if not one.repeated]
    if not fresh:
        return "所列事项均已有未办结的督办单，本次未另行下达。"
    span = fresh[0].text if len(fresh) == 1 else f"{fresh[0].text}至{fresh[-1].text}"
    return f"已下达督办单{len(fresh)}件：{span}。"
