"""督办单的清单和催办文字：一件一行，写明时限和逾期；催办的末尾提出要求。"""

from datetime import date

from metrics.views.dispatch.order_words import ASKED, told
from tests.metrics.views.dispatch.test_order_tables import NAMES, orders

DAY = date(2023, 6, 30)


def test_催办文字写明文号_地区_时限和逾期():
    head, one, asked = told(
        orders().iter_rows(named=True), NAMES, day=DAY, reminding=True
    ).splitlines()
    assert head == "【督办单催办】截至2023年6月30日，共1件："
    assert one == ("1. 〔2023〕3号 甲市：未开工　应于2023年6月20日前办结，逾期7个工作日（10天）。")
    assert asked == ASKED


def test_清单文字不提要求():
    lines = told(orders().iter_rows(named=True), NAMES, day=DAY, reminding=False).splitlines()
    assert lines[0].startswith("【督办单清单】")
    assert len(lines) == 2
