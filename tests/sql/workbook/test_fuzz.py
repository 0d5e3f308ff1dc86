"""Nearly two hundred spoiled and otherwise spelled workbooks: no crash, stored whole or not at all, none misread.

`python -m tests.sql.workbook.spoiling` tries thousands.
"""

import pytest

from tests.sql.workbook.spoiling import judged, prepare

MUTATIONS = 180
BATCHES = 3


@pytest.mark.parametrize("batch", range(BATCHES))
def test_spoiled_workbooks_never_crash_never_half_store_and_are_never_misread(
    batch, sqlite_database, tmp_path
):
    prepare(tmp_path)
    became = {judged(seed, tmp_path) for seed in range(batch, MUTATIONS, BATCHES)}
    assert became <= {"已导入", "未导入"}
    assert became
