"""Files that are handed out as they are."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.data import store
from dashboard.data.database import cached
from metrics.records.regions import within
from metrics.records.sheets.divisions import REGIONS
from sql.office.settings import PROVINCE
from sql.workbook.dropdowns import lists_of
from sql.workbook.writing.template import write_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def blank_workbook() -> bytes:
    """Return the blank reporting workbook (空白报送工作簿), with the divisions of the office's province."""
    province = store.office_settings().get(PROVINCE)
    return _blank(province, store.version() if province else 0)


@cached(max_entries=2)
def _blank(province: str | None, known: int) -> bytes:
    del known  # a key
    current = store.newest() if province else None
    filled = REGIONS.empty() if current is None else within(current.regions, province or "")
    with TemporaryDirectory(prefix="dudao-") as folder:
        path = Path(folder) / "blank.xlsx"
        lists = lists_of(province or "", date.max)
        write_template(path, regions=filled.select(list(REGIONS.schema)), lists=lists)
        return path.read_bytes()
