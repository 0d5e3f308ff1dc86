"""Accounts, their roles and sessions; the log; reviews of submissions; new dates asked for by an order."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT, PLACE, FORM, DIGEST = sa.String(27), sa.String(12), sa.String(36), sa.String(64)
NEW = (
    "reviews", "log", "tickets", "sso_states", "sign_in_tries", "sessions", "account_roles",
    "accounts",
)  # fmt: skip


def upgrade() -> None:
    """Make the tables; nobody has an account yet, and nothing was reviewed."""
    op.add_column("order_events", sa.Column("due_on", sa.Date))
    op.add_column("submissions", sa.Column("account", ID))
    op.add_column("meetings", sa.Column("review", sa.BigInteger))
    _accounts()
    _sessions()
    _tokens()
    _log()
    _reviews()


def _accounts() -> None:
    _table(
        "accounts",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("printed", sa.Text),
        sa.Column("password", sa.Text),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("issuer", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.UniqueConstraint("name", name="uq_accounts"),
    )
    op.create_index("ix_accounts_subject", "accounts", ["issuer", "subject"], unique=True)
    _table(
        "account_roles",
        sa.Column("account", ID, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("region", PLACE, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        _of("account_roles", "account", "accounts"),
    )
    op.create_index("ix_account_roles_account", "account_roles", ["account"])


def _sessions() -> None:
    _table(
        "sessions",
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("account", ID, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("active_at", MOMENT, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("meeting", ID),
        sa.Column("ended_at", MOMENT),
        _of("sessions", "account", "accounts"),
        _of("sessions", "meeting", "meetings"),
    )
    op.create_index("ix_sessions_digest", "sessions", ["digest"], unique=True)
    op.create_index("ix_sessions_account", "sessions", ["account"])
    _table(
        "sign_in_tries",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False),
    )
    op.create_index("ix_sign_in_tries_at", "sign_in_tries", ["at"])


def _tokens() -> None:
    _table(
        "sso_states",
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("verifier", sa.Text, nullable=False),
        sa.Column("wanted", sa.Text, nullable=False),
    )
    op.create_index("ix_sso_states_digest", "sso_states", ["digest"], unique=True)
    _table(
        "tickets",
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("account", ID, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        _of("tickets", "account", "accounts"),
    )
    op.create_index("ix_tickets_digest", "tickets", ["digest"], unique=True)


def _log() -> None:
    op.create_table(
        "log",
        sa.Column("number", ID, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account", ID),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("place", PLACE),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("before", DIGEST, nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_log"),
    )
    op.create_index("ix_log_action", "log", ["action"])
    op.create_index("ix_log_account", "log", ["account"])


def _reviews() -> None:
    _table(
        "reviews",
        sa.Column("submission", ID, nullable=False),
        sa.Column("reviewer", PLACE, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("steps", sa.Integer, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("cells", sa.Text),
        sa.Column("account", ID),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("form", FORM),
        _of("reviews", "submission", "submissions"),
    )
    op.create_index("ix_reviews_submission", "reviews", ["submission"])
    op.create_index("ix_reviews_form", "reviews", ["form"], unique=True)


def _of(table: str, column: str, whose: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{whose}.id"], name=f"fk_{table}_{column}")


def _table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", ID, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the tables; whoever does so loses the log."""
    for name in NEW:
        op.drop_table(name)
    op.drop_column("order_events", "due_on")
    op.drop_column("meetings", "review")
    op.drop_column("submissions", "account")
