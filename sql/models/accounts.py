"""Accounts (账号): who they are, what they are for which division, their sessions and tries to sign in.

An account is never deleted: it is locked. What it was told to be, and by whom, stands in the log. The
database holds digests of tokens only: whoever reads a backup signs in nowhere.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from sql.models.base import ID, METADATA, MOMENT, PLACE, counted_as

DIGEST = String(64)

# `name` is what is typed, in lower case; `shown` what people call the account, `printed` the name that
# papers print where it differs. `password` is null where only single sign-on leads in.
ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("shown", Text, nullable=False),
    Column("printed", Text),
    Column("password", Text),
    Column("must_change", Boolean, nullable=False),
    Column("issuer", Text),
    Column("subject", Text),
    Column("active", Boolean, nullable=False),
    Column("made_at", MOMENT, nullable=False),
    UniqueConstraint("name"),
    Index("ix_accounts_subject", "issuer", "subject", unique=True),
    info=counted_as("账号", "个"),
    sqlite_autoincrement=True,
)
# `until` is the last day of a term (代理). A role that is taken away keeps its row, with the moment.
ACCOUNT_ROLES = Table(
    "account_roles",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("region", PLACE, nullable=False),
    Column("until", Date),
    Column("given_at", MOMENT, nullable=False),
    Column("ended_at", MOMENT),
    Index("ix_account_roles_account", "account"),
    info=counted_as("账号角色", "项"),
    sqlite_autoincrement=True,
)
# `meeting` is the only one that a session may show (会议放映), null for all others.
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("digest", DIGEST, nullable=False),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False),
    Column("began_at", MOMENT, nullable=False),
    Column("ends_at", MOMENT, nullable=False),
    Column("active_at", MOMENT, nullable=False),
    Column("address", Text, nullable=False),
    Column("meeting", ID, ForeignKey("meetings.id")),
    Column("ended_at", MOMENT),
    Index("ix_sessions_digest", "digest", unique=True),
    Index("ix_sessions_account", "account"),
    info=counted_as("登录会话", "次"),
    sqlite_autoincrement=True,
)
TRIES = Table(
    "sign_in_tries",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("address", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("passed", Boolean, nullable=False),
    Index("ix_sign_in_tries_at", "at"),
    info=counted_as("登录尝试", "次"),
    sqlite_autoincrement=True,
)
# A way to the provider of single sign-on and back; each is gone once.
SSO_STATES = Table(
    "sso_states",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("digest", DIGEST, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("wanted", Text, nullable=False),
    Index("ix_sso_states_digest", "digest", unique=True),
    info=counted_as("统一认证往返", "次"),
    sqlite_autoincrement=True,
)
# What is handed out to be used by whoever holds the token: `kind` says what for (a first password, once;
# the show of a meeting, until `ends_at` or the meeting's end), `detail` is JSON.
TICKETS = Table(
    "tickets",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("digest", DIGEST, nullable=False),
    Column("kind", Text, nullable=False),
    Column("account", ID, ForeignKey("accounts.id"), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("ends_at", MOMENT, nullable=False),
    Column("used_at", MOMENT),
    Index("ix_tickets_digest", "digest", unique=True),
    info=counted_as("一次性凭证", "个"),
    sqlite_autoincrement=True,
)
PASSING = (SESSIONS, TRIES, SSO_STATES, TICKETS)
"""What lasts for hours: no backup holds its rows, so that a restore revives no session and no token."""
ACCESS = (ACCOUNTS, ACCOUNT_ROLES, SESSIONS, TRIES, SSO_STATES, TICKETS)
