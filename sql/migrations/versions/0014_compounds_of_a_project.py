"""The history of a project's compounds is found by the project: the whole table was read for each page."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_reported_compounds_project", "reported_compounds", ["project"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_reported_compounds_project", table_name="reported_compounds")
