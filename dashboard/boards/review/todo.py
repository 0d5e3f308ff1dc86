"""待办: what waits for the visitor's review, what was returned to him, and what of his waits for others.

A part of the first page of each role: a line each, and nothing at all where there is nothing.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard import data, objection_book, office
from dashboard.components import pages
from dashboard.components.plain_text import escaped
from dashboard.objection_book import Waiting
from metrics.access.permissions import Action
from metrics.dispatch import order
from metrics.dispatch.order import DUE_LATE, DUE_SOON
from metrics.reporting.review.standing import Reviewed
from metrics.views.parts import numbers, wording
from metrics.views.rating import round_tables
from metrics.views.reported import review_tables

MOST = 3
"""So many reports are told one by one; of more, their number is."""


def show() -> None:
    """Draw what there is to do, if anything."""
    todo, due, rounds = data.review_todo(), _orders_due(), objection_book.objection_todo()
    if todo.nothing and not any(due) and not any(rounds):
        return
    with st.container(key="todo"):
        if todo.review:
            _review(todo.review)
        for one in todo.returned[:MOST]:
            _one(one, icon="undo", verb="退回")
        _rest(len(todo.returned), "份已退回，须更正后重新报送")
        for one in todo.sent[:MOST]:
            _one(one, icon="hourglass_top", verb="")
        _rest(len(todo.sent), "份本单位报送待审核")
        _orders(*due)
        _objections(*rounds)


def _objections(decide: Sequence[Waiting], own: Sequence[Waiting]) -> None:
    """Tell of objections that wait for a decision or a correction, and until when the visitor may object."""
    for each in decide:
        if each.undecided:
            words = f"{each.round.called}有{each.undecided}件异议待裁定"
            _round(each, f"{words}，{_left(each)}" if _left(each) else words, icon="balance")
        if each.uncorrected:
            words = f"{each.round.called}有{each.uncorrected}件异议已裁定更正，待更正封账"
            _round(each, words, icon="published_with_changes")
    for each in own:
        _round(
            each,
            f"{each.round.called}公示中，可对本地区数字提出异议，{_left(each)}",
            icon="balance",
        )


def _left(one: Waiting) -> str:
    if one.until is None or one.until < office.today():
        return "异议期已过" if one.until else ""
    left = round_tables.left_words(one.until, office.today())
    return f"异议期至{numbers.day(one.until)}（{left}）"


def _round(one: Waiting, words: str, *, icon: str) -> None:
    steps = {"place": _place() or one.round.scope.place, "round": str(one.round.id)}
    pages.link("objections", label=f"{wording.OBJECTIONS}：{words}", icon=f":material/{icon}:",
        query_params=steps,
    )  # fmt: skip


def _orders_due() -> tuple[int, int]:
    """Return how many open orders of the visitor are late, and how many are due within days."""
    today, rules = office.today(), data.rules_today()
    listed = office.standing_orders(as_of=today, rules=rules, place=_place())
    ahead = rules["order_papers"].remind_workdays
    return order.due_counts(listed, on=today, ahead=ahead)


def _place() -> str | None:
    """Return the place whose list the lines open: the visitor's own city or county, else the first offered,
    as a visit opens with; null while nothing was reported."""
    return data.own_place() or next(iter(data.offered_places()), None)


def _asked() -> str:
    """Say what the visitor is to do: who confirms presses for it, who is addressed does it."""
    if data.may(Action.CONFIRM):
        return "，请催办"
    return "，请办理并回复" if data.may(Action.ANSWER) else ""


def _orders(late: int, soon: int) -> None:
    told = (
        (late, DUE_LATE, ":red[已逾期{}件]", "error"),
        (soon, DUE_SOON, "即将到期{}件", "schedule"),
    )
    for count, due, words, icon in told:
        if count:
            steps = {"place": _place() or "", "state": "open", "due": due}
            pages.link("orders", label=f"{wording.ORDERS}：{words.format(count)}{_asked()}",
                icon=f":material/{icon}:", query_params={k: v for k, v in steps.items() if v},
            )  # fmt: skip


def _review(listed: Sequence[Reviewed]) -> None:
    today = office.today()
    late = sum(review_tables.overdue(each, today) > 0 for each in listed)
    words = f"待审核{len(listed)}份{f'，:red[其中逾期{late}份]' if late else ''}"
    oldest = min((each.due for each in listed if each.due is not None), default=None)
    until = f"，最早的应于{numbers.day(oldest)}前审核" if oldest else ""
    pages.link("review", label=f"{wording.REVIEW}：{words}{until}",
        icon=":material/error:" if late else ":material/rule:",
    )  # fmt: skip


def _one(one: Reviewed, *, icon: str, verb: str) -> None:
    names, sent = data.unit_names(), one.submission
    told = review_tables.where_words(one, names, office.today())
    place = names.get(sent.unit, sent.unit)
    head = f"{'报送被退回' if verb else '报送'}：{place}截至{numbers.day(sent.data_date)}"
    pages.link("submissions", label=escaped(f"{head}　{told}"), icon=f":material/{icon}:",
        query_params={"view": "sent", "submission": str(sent.id)},
    )  # fmt: skip


def _rest(number: int, words: str) -> None:
    if number > MOST:
        st.caption(f"另有{number - MOST}{words}，见报送记录。")
