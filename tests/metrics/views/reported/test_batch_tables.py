"""What became of many workbooks, in one table."""

from datetime import date

from metrics.records.findings import CellError, Severity
from metrics.records.reports import Accepted, Outcome, Received
from metrics.views.reported.batch_tables import results, summary

DAY = date(2023, 7, 28)
WRONG = CellError(code="placeholder", sheet="资金", cell="E2", label="支付金额(万元)", value="/")
HINT = CellError(code="vanished", sheet="资金", value="1", severity=Severity.WARN)


def received(unit: str, *, accepted: Accepted | None = None, **findings) -> Received:
    outcome = Outcome(
        unit=unit, as_of=DAY, file_name=f"{unit}.xlsx", file_sha256="0" * 64, accepted=accepted,
        **findings,
    )  # fmt: skip
    return Received(file_name=f"{unit}.xlsx", unit=unit, as_of=DAY, outcome=outcome, seconds=0.32)


GIVEN = [
    received("620102", accepted=Accepted(submission=7, repeated=False, added=2, unchanged=3)),
    received("620103", errors=(WRONG, WRONG), warnings=(HINT,)),
    received("620104", accepted=Accepted(submission=5, repeated=True), warnings=(HINT,)),
    Received(file_name="报送.xlsx", unit=None, as_of=None, refusal="看不出是哪个单位的报送。"),
]


def test_what_was_refused_comes_first():
    table = results(GIVEN, {"620102": "城关区"})
    assert [cell.text for cell in table.at("file_name")] == [
        "报送.xlsx", "620103.xlsx", "620102.xlsx", "620104.xlsx",
    ]  # fmt: skip
    assert [cell.text for cell in table.at("became")] == [
        "未入库",
        "未入库",
        "已入库",
        "此前已导入",
    ]
    assert [cell.text for cell in table.at("unit")] == ["—", "620103", "620102 城关区", "620104"]


def test_what_is_not_known_is_a_dash_and_never_zero():
    table = results(GIVEN, {})
    assert [cell.text for cell in table.at("added")] == ["—", "—", "2", "—"]
    assert [cell.text for cell in table.at("errors")] == ["—", "2", "0", "0"]


def test_the_first_error_stands_for_all():
    table = results(GIVEN, {})
    words = [cell.text for cell in table.at("why")]
    assert words[0] == "看不出是哪个单位的报送。"
    assert words[1] == f"{WRONG}（共2处，见标注后的工作簿）"
    assert words[2:] == ["", ""]


def test_the_summary_counts_each_kind_of_result():
    assert summary(GIVEN) == "共4份工作簿：已入库1份，此前已导入1份，未入库2份；2份有提示，请核对。"
    assert summary(GIVEN[:1]) == "共1份工作簿：已入库1份。"
