"""The office itself: its settings (系统设置), whom to call (通讯录), and whom it reminded (催报).

Rows are only ever added: the newest setting of a key and day stands, and a contact reads as its
newest event says.
"""

from sqlalchemy import Column, Date, ForeignKey, Index, Table, Text

from sql.models.base import FORM, ID, METADATA, MOMENT, PLACE, WHAT, counted_as

# `since` and `document` are those of a rule, which a day decides; null for what simply holds, as the
# office's name. `value` is JSON.
SETTINGS = Table(
    "settings",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("key", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("since", Date),
    Column("document", Text),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_settings_key", "key", "since"),
    Index("ix_settings_form", "form"),
    info=counted_as("系统设置", "项"),
    sqlite_autoincrement=True,
)
CONTACTS = Table(
    "contacts",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("unit", PLACE, nullable=False),
    Column("name", Text, nullable=False),
    Column("duty", Text),
    Column("phone", Text),
    Column("note", Text),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_contacts_unit", "unit"),
    Index("ix_contacts_form", "form"),
    info=counted_as("通讯录", "条"),
    sqlite_autoincrement=True,
)
CONTACT_EVENTS = Table(
    "contact_events",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("contact", ID, ForeignKey("contacts.id"), nullable=False),
    Column("kind", Text, nullable=False),  # corrected, removed
    Column("name", Text),
    Column("duty", Text),
    Column("phone", Text),
    Column("note", Text),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_contact_events_contact", "contact"),
    Index("ix_contact_events_form", "form"),
    info=counted_as("通讯录更正记录", "条"),
    sqlite_autoincrement=True,
)
# `due_for` is the data date that was due and had not been reported.
REMINDERS = Table(
    "reminders",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("place", PLACE, nullable=False),
    Column("unit", PLACE, nullable=False),
    Column("due_for", Date, nullable=False),
    Column("reminded_on", Date, nullable=False),
    Column("way", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_reminders_unit", "unit", "due_for"),
    Index("ix_reminders_form", "form"),
    info=counted_as("催报记录", "条"),
    sqlite_autoincrement=True,
)
OFFICE_ITSELF = (SETTINGS, CONTACTS, CONTACT_EVENTS, REMINDERS)
