"""An import is told in the same words wherever it is told."""

from dataclasses import replace
from datetime import date

from metrics.records.findings import CellError, Severity
from metrics.records.reports import Accepted, Outcome, count_words
from metrics.views.reported.sent_tables import submissions
from metrics.views.reported.submission_tables import findings, refused_words, stored_words
from sql.reported.receipts import receipt
from tests.reading_tables import labels

ACCEPTED = Accepted(submission=7, repeated=False, added=1, changed=2, removed=3, unchanged=4)
WORDS = ("新增1行", "变更2行", "删除3行", "未变4行")
OUTCOME = Outcome(
    unit="620102", as_of=date(2023, 7, 28), file_name="x.xlsx", file_sha256="", accepted=ACCEPTED
)


def test_the_receipt_the_page_and_its_list_agree():
    assert count_words(ACCEPTED) == WORDS
    assert receipt(OUTCOME).endswith("与此前相比：" + "，".join(WORDS) + "。")
    assert stored_words(OUTCOME, {}).endswith("与上次相比" + "、".join(WORDS) + "。")
    listed = labels(submissions((), {}, {}))
    first = listed.index("新增")
    assert listed[first : first + 4] == ("新增", "变更", "删除", "未变")


def test_what_is_wrong_is_told_in_the_order_of_the_workbook_and_beside_its_cell():
    wrong = tuple(
        CellError(code="not_money", sheet=sheet, cell="A4") for sheet in ("资金", "小区", "项目")
    )
    words = refused_words(replace(OUTCOME, accepted=None, errors=wrong))
    assert words.startswith("未入库：发现3处错误，涉及项目、小区、资金。")
    heads = labels(findings(Severity.REFUSE, wrong))
    assert heads == ("序号", "工作表", "单元格", "问题及改法", "列", "填写内容")
