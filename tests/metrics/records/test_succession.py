"""The code that a division had on a day, read back through changes of divisions (区划调整)."""

from datetime import date

import pytest

from metrics.records.succession import MERGED, MOVED, RECODED, RENAMED, Succession, code_on

FIRST, SECOND = date(2024, 3, 1), date(2024, 7, 1)
CHANGES = (
    Succession(FIRST, 1, "620102", "620181", RECODED, "文件1"),
    Succession(SECOND, 2, "620181", "620282", MOVED, "文件2"),
    Succession(SECOND, 3, "620282", "620282", RENAMED, "文件3"),
    Succession(SECOND, 4, "620103", "620104", MERGED, "文件4"),
)


@pytest.mark.parametrize(
    ("code", "day", "then"),
    [
        ("620282", date(2024, 8, 1), "620282"),
        ("620282", SECOND, "620282"),
        ("620282", date(2024, 6, 30), "620181"),
        ("620282", date(2024, 2, 1), "620102"),
        ("620104", date(2024, 2, 1), "620104"),
    ],
)
def test_only_a_division_of_the_same_area_had_another_code(code: str, day: date, then: str):
    assert code_on(CHANGES, code, day) == then
