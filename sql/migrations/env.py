"""Run by Alembic; the connection and its transaction come from `sql/database/migrate.py`."""

from alembic import context

from sql.models import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite cannot alter a column: a later step rebuilds the table instead.
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
