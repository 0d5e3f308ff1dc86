"""The log (操作日志): who did what, chained by digests; and the reviews (审核) of what was submitted."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from sql.models.base import FORM, ID, METADATA, MOMENT, PLACE, WHAT, counted_as

# `number` is given by the writer, one after the other without gaps: a missing one shows. `digest` is taken
# of all that the entry says and of the digest before it. `who` and `detail` are JSON; `account` repeats
# whose it is, to be asked for (null: the machine, or who had not signed in), `place` the division that it
# is about.
LOG = Table(
    "log",
    METADATA,
    Column("number", ID, primary_key=True, autoincrement=False),
    Column("at", MOMENT, nullable=False),
    Column("account", ID),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("place", PLACE),
    Column("detail", Text, nullable=False),
    Column("before", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Index("ix_log_action", "action"),
    Index("ix_log_account", "account"),
    info=counted_as("操作日志", "条"),
)
# Nothing is ever marked on a submission: each decision is a row. `reviewer` is the division that decides, as
# the `step`-th of the `steps` that review the unit (0: the unit itself recalls); `cells` are the places that
# were objected to, as JSON. `at` grows with `id`, and with the acceptance of submissions: "known at a
# moment" is a bound on both.
REVIEWS = Table(
    "reviews",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("submission", ID, ForeignKey("submissions.id"), nullable=False),
    Column("reviewer", PLACE, nullable=False),
    Column("step", Integer, nullable=False),
    Column("steps", Integer, nullable=False),
    Column("decision", Text, nullable=False),  # accepted, returned, recalled
    Column("reason", Text, nullable=False),
    Column("cells", Text),
    Column("account", ID),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False),
    Column("form", FORM, info={WHAT: "表单编号"}),
    Index("ix_reviews_submission", "submission"),
    Index("ix_reviews_form", "form", unique=True),
    info=counted_as("审核记录", "条"),
    sqlite_autoincrement=True,
)
