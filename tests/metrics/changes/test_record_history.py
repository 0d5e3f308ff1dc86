"""每个数字由哪一次报送改动，属于首次报送、补报、进展还是更正。"""

from datetime import date

from metrics.changes.record_history import gathered, moves
from metrics.records.reports import Version
from metrics.records.sheets import BY_NAME


def version(number: int, day: date, *, gone: bool = False, **values: object) -> Version:
    blank = dict.fromkeys(BY_NAME["projects"].schema)
    return Version(
        submission=number, unit="620102", data_date=day, accepted_at="", sent_by=None, file_name="",
        file_sha256="", sheet_row=None, gone=gone, restored=False, values={**blank, **values},
    )  # fmt: skip


def test_各次报送的变化及其性质():
    told = moves({"projects": {("P",): [
        version(1, date(2023, 5, 31), name="甲", completed_investment=100, planned_investment=900),
        version(2, date(2023, 6, 30), name="甲", completed_investment=300, planned_investment=800,
                implementer="局"),
        version(3, date(2023, 7, 31), name="甲", completed_investment=200, planned_investment=800,
                implementer="局"),
        version(4, date(2023, 8, 31), gone=True),
        version(5, date(2023, 9, 30), name="甲"),
    ]}})  # fmt: skip
    assert [(m.version.submission, m.field, m.old, m.new, m.nature) for m in told] == [
        (5, None, None, None, "重新报送"),
        (4, None, None, None, "已无此记录"),
        (3, "completed_investment", 300, 200, "更正"),
        (2, "completed_investment", 100, 300, "进展"),
        (2, "implementer", None, "局", "补报"),
        (2, "planned_investment", 900, 800, "更正"),
        (1, None, None, None, "首次报送"),
    ]


def test_一次报送的多条整条记录合为一行():
    stored = {(f"P{n}",): [version(1, date(2023, 5, 31), name="甲")] for n in range(5)}
    told = gathered(moves({"projects": stored}))
    assert [(each.key, each.nature) for each in told] == [(("共5条",), "首次报送")]
