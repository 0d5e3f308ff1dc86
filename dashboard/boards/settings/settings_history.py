"""Everything that was ever set, with who and when."""

from dashboard import data, founding, office
from dashboard.components import signal_table
from metrics.views.reported import setting_tables


def show() -> None:
    """Draw the table."""
    table = setting_tables.history(
        office.setting_entries(), {**data.packs(), **founding.provinces()}
    )
    signal_table.show(table, key="settings", height=480)
