"""Orders of several matters (督办事项) from the screens, and the office's own dates; beside `office`."""

from datetime import date

import polars as pl

from dashboard import data
from dashboard.data.database import writing as _writing
from metrics.access.permissions import Action
from metrics.rules.value import Rules
from sql.database.engine import session_scope
from sql.dispatch import order_items as matters
from sql.dispatch import orders
from sql.dispatch.concern import addressed

issue_orders = _writing(orders.issue_all)
deliver_order = _writing(orders.deliver)


def order_items(*, order: int) -> pl.DataFrame:
    """Return the matters of an order, where the visitor may see it."""
    with session_scope() as session:
        told, about = matters.items(session, order=order), addressed(session, order)
    return told if about is not None and data.sees(about) else told.clear()


def orders_of_project(
    *, project: str, as_of: date, rules: Rules, place: str | None = None
) -> pl.DataFrame:
    """Return the orders of `standing_orders` in which a project is a matter, alone or among others."""
    with session_scope() as session:
        listed = data.own_rows(orders.standing(session, as_of=as_of, rules=rules, place=place))
        own = matters.items(session).filter(project=project)["order"]
    return listed.filter(pl.col("id").is_in(own.implode()))


def matters_under_order(*, place: str) -> set[tuple[str, str | None]]:
    """Return kind and reference of every matter that has an open order of a place; for who may issue them."""
    if not data.may_for(Action.ISSUE_ORDER, place):
        return set()
    with session_scope() as session:
        return matters.under_order(session, place=place)
