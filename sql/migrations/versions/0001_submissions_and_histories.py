"""Submissions, and one append-only history per sheet.

The columns are spelt out: what was released stays as it was when the data dictionary moves on.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TEXT, FLAG, INTEGER, BIG, DATE = sa.Text, sa.Boolean, sa.Integer, sa.BigInteger, sa.Date
Columns = dict[str, type[sa.types.TypeEngine[Any]]]

# Columns of each sheet: the key columns that may never be blank, those that may, the others.
HISTORIES: dict[str, tuple[Columns, Columns, Columns]] = {
    "regions": (
        {"region": TEXT},
        {},
        {"name": TEXT, "level": TEXT, "parent": TEXT, "heated": FLAG, "hardship": BIG},
    ),
    "projects": (
        {"project": TEXT},
        {},
        {
            "name": TEXT, "region": TEXT, "plan_year": INTEGER, "implementer": TEXT,
            "scale_operator": FLAG, "delivery_mode": TEXT, "joint_area": TEXT,
            "planned_investment": BIG, "completed_investment": BIG, "review_accepted_on": DATE,
            "review_approved_on": DATE, "builder": TEXT, "designer": TEXT, "contractor": TEXT,
            "supervisor": TEXT, "project_owner": TEXT, "supervision_owner": TEXT,
        },
    ),
    "compounds": (
        {"compound": TEXT, "project": TEXT},
        {},
        {
            "name": TEXT, "community": TEXT, "address": TEXT, "built_year": INTEGER,
            "households": BIG, "buildings": BIG, "floor_area": BIG, "demolition_listed": FLAG,
            "renovated_elsewhere": FLAG, "archive_basics": FLAG, "archive_wishes": FLAG,
            "archive_scheme": FLAG, "archive_progress": FLAG, "archive_before_after": FLAG,
            "reserve_score": BIG, "reserved_on": DATE, "planned_on": DATE,
            "consulted_households": BIG, "consenting_households": BIG, "consulted_on": DATE,
            "scheme_published_on": DATE, "scheme_votes": BIG, "scheme_voted_on": DATE,
            "vote_form": TEXT, "property_mode": TEXT, "property_fee": BIG,
            "aftercare_confirmed_on": DATE, "start_due": DATE, "started_on": DATE,
            "finish_due": DATE, "completed_on": DATE, "physical_progress": BIG,
            "acceptance": TEXT, "accepted_on": DATE, "handed_over_on": DATE,
            "took_part_scheme": FLAG, "took_part_works": FLAG, "took_part_oversight": FLAG,
            "took_part_aftercare": FLAG, "took_part_feedback": FLAG, "survey_responses": BIG,
            "survey_satisfied": BIG, "party_branch_on": DATE, "owners_committee_on": DATE,
            "online_vote": FLAG, "upkeep_collection": FLAG, "upkeep_use": FLAG,
            "upkeep_renewal": FLAG, "lifts": BIG, "parking_spaces": BIG, "chargers": BIG,
            "care_facilities": BIG,
        },
    ),
    "contents": (
        {"compound": TEXT, "item": TEXT},
        {},
        {"short": FLAG, "in_scheme": FLAG, "area_remedy": TEXT, "done": FLAG},
    ),
    "facilities": (
        {"compound": TEXT, "utility": TEXT},
        {},
        {"to_renew": FLAG, "joint_scheme_on": DATE, "handed_over_on": DATE},
    ),
    "funds": (
        {"project": TEXT, "source": TEXT},
        {},
        {"planned": BIG, "received": BIG, "paid": BIG},
    ),
    "instruments": (
        {"region": TEXT, "instrument": TEXT},
        {"doc_no": TEXT, "issued_on": DATE},
        {"status": TEXT, "repealed_on": DATE},
    ),
    "capacities": (
        {"region": TEXT, "year": INTEGER},
        {},
        {
            "funding_capacity": BIG, "delivery_capacity": BIG, "new_hidden_debt": FLAG,
            "quota_pushed_down": FLAG,
        },
    ),
    "communities": (
        {"community": TEXT},
        {},
        {
            "name": TEXT, "street": TEXT, "region": TEXT, "surveyed_on": DATE,
            "shortfalls": TEXT, "idle_assets": TEXT, "remedies": TEXT,
        },
    ),
    "events": (
        {"event": TEXT},
        {},
        {
            "region": TEXT, "project": TEXT, "kind": TEXT, "happened_on": DATE, "status": TEXT,
            "note": TEXT,
        },
    ),
    "issues": (
        {"issue": TEXT},
        {},
        {
            "region": TEXT, "project": TEXT, "source": TEXT, "problem": TEXT, "found_on": DATE,
            "due_on": DATE, "owner": TEXT, "rectified_on": DATE, "closed_on": DATE,
            "proof": TEXT,
        },
    ),
    "tasks": (
        {"task": TEXT},
        {},
        {
            "category": TEXT, "work": TEXT, "content": TEXT, "units": TEXT, "deadline": TEXT,
            "status": TEXT, "finished_on": DATE, "progress": TEXT,
        },
    ),
    "returns": (
        {"region": TEXT, "year": INTEGER},
        {},
        {
            "planned_compounds": BIG, "started_compounds": BIG, "completed_compounds": BIG,
            "planned_households": BIG, "started_households": BIG, "planned_investment": BIG,
            "completed_investment": BIG, "received": BIG, "paid": BIG,
            "published_start_rate": TEXT, "published_order": BIG,
        },
    ),
}  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    _submissions()
    for name, columns in HISTORIES.items():
        _history(f"reported_{name}", *columns)


def downgrade() -> None:
    """Drop the tables; every submission is lost."""
    for name in reversed(HISTORIES):
        op.drop_table(f"reported_{name}")
    op.drop_table("submissions")


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", ID, nullable=False),
        sa.Column("unit", sa.String(12), nullable=False),
        sa.Column("data_date", sa.Date, nullable=False),
        sa.Column("accepted_at", sa.String(27), nullable=False),
        sa.Column("sent_by", sa.Text),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        *(
            sa.Column(count, sa.Integer, nullable=False)
            for count in ("added", "changed", "removed", "unchanged")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_submissions_unit_data_date", "submissions", ["unit", "data_date"])


def _history(table: str, key: Columns, blank_key: Columns, others: Columns) -> None:
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        sa.Column("submission", ID, nullable=False),
        sa.Column("added_by", ID, nullable=False),
        sa.Column("sheet_row", sa.Integer),
        sa.Column("gone", sa.Boolean, nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in key.items()),
        *(sa.Column(name, kind) for name, kind in (blank_key | others).items()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(
            sa.ForeignKeyConstraint([column], ["submissions.id"], name=f"fk_{table}_{column}")
            for column in ("submission", "added_by")
        ),
        sa.UniqueConstraint(*key, *blank_key, "submission", name=f"uq_{table}"),
    )
    op.create_index(f"ix_{table}_submission", table, ["submission"])
