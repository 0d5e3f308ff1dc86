"""What the office itself writes: meetings (调度会), promises (承诺) and orders (督办单).

Rows are only ever added. An order, a promise or a meeting is the row it began with; whatever
happens to it later is a row of its events, with the day it happened, the moment it was written
down and who did so: the name that is printed and, for an event, the account (null: the machine, or
before accounts were kept here). Its state is derived from them (`metrics/dispatch/standing.py`).
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from sql.models.base import FORM, ID, METADATA, MOMENT, PLACE, WHAT, counted_as

# `known_at` is the moment of the newest submission or review (审核) when the meeting opened: whatever is
# accepted or decided later is later than it, so that the meeting's records can be read again for ever.
# `submission` and `review` are the newest of each (null: opened before there were reviews).
MEETINGS = Table(
    "meetings",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("place", PLACE, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("data_date", Date, nullable=False),
    Column("year", Integer, nullable=False),
    Column("rules", Text, nullable=False),
    Column("submission", BigInteger, nullable=False),
    Column("review", BigInteger),
    Column("known_at", MOMENT, nullable=False),
    Column("agenda", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_meetings_place", "place", "held_on"),
    Index("ix_meetings_form", "form", unique=True),
    info=counted_as("调度会", "次"),
    sqlite_autoincrement=True,
)
MEETING_ENTRIES = Table(
    "meeting_entries",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("meeting", ID, ForeignKey("meetings.id"), nullable=False),
    Column("kind", Text, nullable=False),  # note, topic, minutes, closed
    Column("item", Text),
    Column("text", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_meeting_entries_meeting", "meeting"),
    Index("ix_meeting_entries_form", "form", unique=True),
    info=counted_as("会议记录", "条"),
    sqlite_autoincrement=True,
)
PROMISES = Table(
    "promises",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("meeting", ID, ForeignKey("meetings.id"), nullable=False),
    Column("item", Text),
    Column("region", PLACE, nullable=False),
    Column("project", Text),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_promises_meeting", "meeting"),
    Index("ix_promises_form", "form", unique=True),
    info=counted_as("承诺", "条"),
    sqlite_autoincrement=True,
)
PROMISE_EVENTS = Table(
    "promise_events",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("promise", ID, ForeignKey("promises.id"), nullable=False),
    Column("kind", Text, nullable=False),  # replied, kept, carried, withdrawn
    Column("happened_on", Date, nullable=False),
    Column("due_on", Date),  # the new date of a promise carried
    Column("meeting", ID, ForeignKey("meetings.id")),
    Column("text", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Column("account", ID),
    Index("ix_promise_events_promise", "promise"),
    Index("ix_promise_events_form", "form", unique=True),
    info=counted_as("承诺办理记录", "条"),
    sqlite_autoincrement=True,
)
ORDERS = Table(
    "orders",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("place", PLACE, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("region", PLACE, nullable=False),
    Column("unit", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("reference", Text),
    Column("data_date", Date),
    Column("reason", Text, nullable=False),
    Column("requirement", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("meeting", ID, ForeignKey("meetings.id")),
    Column(
        "printed", Text
    ),  # what else its paper says (`metrics.dispatch.order.Printed`); null before
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    UniqueConstraint("place", "year", "number"),
    Index("ix_orders_origin", "place", "origin", "reference"),
    Index("ix_orders_form", "form", unique=True),
    info=counted_as("督办单", "件"),
    sqlite_autoincrement=True,
)
# Orders from before there were several matters in one have no rows here: their own columns are the one.
ORDER_ITEMS = Table(
    "order_items",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("order", ID, ForeignKey("orders.id"), nullable=False),
    Column("origin", Text, nullable=False),
    Column("reference", Text),
    Column("project", Text),
    Column("data_date", Date),
    Column("reason", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Index("ix_order_items_order", "order"),
    Index("ix_order_items_origin", "origin", "reference"),
    info=counted_as("督办事项", "项"),
    sqlite_autoincrement=True,
)
ORDER_EVENTS = Table(
    "order_events",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("order", ID, ForeignKey("orders.id"), nullable=False),
    Column(
        "kind", Text, nullable=False
    ),  # delivered, replied, closed, withdrawn, and those of 延期
    Column("happened_on", Date, nullable=False),
    Column("due_on", Date),  # the new date that is asked for, or granted
    Column("text", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Column("account", ID),
    Index("ix_order_events_order", "order"),
    Index("ix_order_events_form", "form", unique=True),
    info=counted_as("督办单办理记录", "条"),
    sqlite_autoincrement=True,
)
# A date of the office or, where `account` is told, of one account alone; `removes` takes an earlier one off.
CALENDAR_ENTRIES = Table(
    "calendar_entries",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("place", PLACE, nullable=False),
    Column("account", BigInteger),
    Column("day", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("venue", Text),
    Column("removes", ID, ForeignKey("calendar_entries.id")),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_calendar_entries_place", "place", "day"),
    Index("ix_calendar_entries_form", "form", unique=True),
    info=counted_as("日历事项", "条"),
    sqlite_autoincrement=True,
)
DISPATCH = (
    MEETINGS, MEETING_ENTRIES, PROMISES, PROMISE_EVENTS, ORDERS, ORDER_ITEMS, ORDER_EVENTS,
    CALENDAR_ENTRIES,
)  # fmt: skip
