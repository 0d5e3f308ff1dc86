"""Run by Alembic; the connection and its transaction come from `sql/database/migrate.py`."""

from alembic import context

from sql.migrations.append_only import lifted
from sql.models import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    # SQLite cannot alter a column: a later step rebuilds the table instead.
    render_as_batch=True,
    compare_type=True,
)
with lifted(connection):
    context.run_migrations()
