"""Sealed evaluations (封账轮次): the file of each, what happened to it, and objections (异议) to its figures.

Rows are only ever added. The state of a round (草稿, 复核, 公示, 定稿) follows from its events
(`metrics/sealing/rounds.py`), that of an objection from its own.
"""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from sql.models.base import FORM, ID, METADATA, MOMENT, PLACE, WHAT, counted_as

# The file of a seal (`metrics/sealing/container.py`) in Base64, so that backups and both databases keep it
# as they keep any text.
SEAL_FILES = Table(
    "seal_files",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("packed", Text, nullable=False),
    Index("ix_seal_files_sha256", "sha256", unique=True),
    info=counted_as("封账文件", "份"),
    sqlite_autoincrement=True,
)
# `number` counts the rounds of a place and plan year from 1; it is given when the round is sealed. `digest`
# is that of the evaluation, `file_sha256` names the file. `rules_on` is the day of its rules. `replaces` is
# the earlier round that this one corrects (更正). `log_number` is where the log ended (0: empty).
ROUNDS = Table(
    "rounds",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("place", PLACE, nullable=False),
    Column("data_date", Date, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("rules_on", Date, nullable=False),
    Column("standard", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("log_number", ID, nullable=False),
    Column("replaces", ID, ForeignKey("rounds.id")),
    Column("account", ID),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    UniqueConstraint("place", "year", "number"),
    Index("ix_rounds_replaces", "replaces"),
    Index("ix_rounds_form", "form", unique=True),
    info=counted_as("封账轮次", "轮"),
    sqlite_autoincrement=True,
)
# `kind` is checked (复核), returned (退回), published (公示), final (定稿) or withdrawn (作废); `until` the last
# day of the objection window, of a publication only.
ROUND_EVENTS = Table(
    "round_events",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("round", ID, ForeignKey("rounds.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("until", Date),
    Column("text", Text, nullable=False),
    Column("account", ID),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_round_events_round", "round"),
    Index("ix_round_events_form", "form", unique=True),
    info=counted_as("封账办理记录", "条"),
    sqlite_autoincrement=True,
)
# `unit` is the division that objects, `code` the trace code (溯源码) of the figure; `figure` and `region` are
# what the code says, to be asked for.
OBJECTIONS = Table(
    "objections",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("round", ID, ForeignKey("rounds.id"), nullable=False),
    Column("unit", PLACE, nullable=False),
    Column("code", String(14), nullable=False),
    Column("figure", Text, nullable=False),
    Column("region", PLACE, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("account", ID),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_objections_round", "round"),
    Index("ix_objections_form", "form", unique=True),
    info=counted_as("异议", "件"),
    sqlite_autoincrement=True,
)
OBJECTION_FILES = Table(
    "objection_files",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("objection", ID, ForeignKey("objections.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("packed", Text, nullable=False),
    Index("ix_objection_files_objection", "objection"),
    info=counted_as("异议材料", "份"),
    sqlite_autoincrement=True,
)
# `kind` is upheld (维持), corrected (更正), withdrawn (撤回) or carried_out (更正封账): `round` is then the round
# that carries the correction out.
OBJECTION_EVENTS = Table(
    "objection_events",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("objection", ID, ForeignKey("objections.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("round", ID, ForeignKey("rounds.id")),
    Column("text", Text, nullable=False),
    Column("account", ID),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_objection_events_objection", "objection"),
    Index("ix_objection_events_form", "form", unique=True),
    info=counted_as("异议办理记录", "条"),
    sqlite_autoincrement=True,
)
SEALED = (SEAL_FILES, ROUNDS, ROUND_EVENTS, OBJECTIONS, OBJECTION_FILES, OBJECTION_EVENTS)
