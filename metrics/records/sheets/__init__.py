"""The sheets of the reporting workbook (报送工作簿), by subject; joined here in official order.

Headings follow the data dictionary exactly. What the import, the corrections and the screens do
with a column or a sheet follows from its declaration (see `schema`): a new column is a line in one
of these files and a migration, a new sheet a value, its place in `SHEETS` and a migration.
"""

from metrics.records.sheets.compounds import COMPOUNDS, CONTENTS, FACILITIES
from metrics.records.sheets.divisions import REGIONS
from metrics.records.sheets.governance import CAPACITIES, COMMUNITIES, INSTRUMENTS_SHEET
from metrics.records.sheets.projects import FUNDS, PROJECTS
from metrics.records.sheets.returns import RETURNS
from metrics.records.sheets.supervision import EVENTS_SHEET, ISSUES, TASKS

SHEETS = (
    REGIONS, PROJECTS, COMPOUNDS, CONTENTS, FACILITIES, FUNDS, INSTRUMENTS_SHEET, CAPACITIES,
    COMMUNITIES, EVENTS_SHEET, ISSUES, TASKS, RETURNS,
)  # fmt: skip
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
BY_LABEL = {sheet.label: sheet for sheet in SHEETS}
