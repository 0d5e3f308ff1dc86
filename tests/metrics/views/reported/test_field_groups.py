"""The columns of a record in groups."""

import pytest

from metrics.records.sheets import BY_NAME
from metrics.views.reported.field_groups import FIRST, groups


@pytest.mark.parametrize("sheet", FIRST)
def test_every_column_stands_in_one_group_in_the_order_of_the_workbook(sheet: str):
    grouped = groups(sheet)
    assert [column for columns in grouped.values() for column in columns] == [
        *BY_NAME[sheet].columns
    ]
    assert list(grouped) == list(FIRST[sheet])
