"""One click from an issue, a failed measure, a veto or a red project to one numbered order; on both databases."""

from datetime import date

import pytest

from metrics.packs.pack import load_pack
from sql.database.engine import session_scope
from sql.dispatch import meetings, orders
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_ledger import COUNTY, DAY, PLACE, report

HELD = date(2023, 7, 3)
RULES = load_pack("national").on(DAY)


def send(app, key: str) -> str:
    """Fill in who issues the order, send the form, and return what the page says."""
    app.button(key=f"{key}:send").click().run()
    assert not app.exception
    return words(app)


def kept() -> list[dict]:
    """Return the orders in the book."""
    with session_scope() as session:
        return orders.standing(session, as_of=date(2099, 1, 1), rules=RULES, place=PLACE).to_dicts()


def held() -> int:
    """Open a meeting on the data of the small ledger and return its number."""
    with session_scope(writing=True) as session:
        return meetings.open_meeting(
            session, place=PLACE, held_on=HELD, data_date=DAY, year=2023, rules="national",
            by="记录员",
        ).id  # fmt: skip


@pytest.mark.parametrize(
    ("page", "address", "key", "origin"),
    [
        ("ledger", {"issue": "W1"}, "issue:W1", ("整改问题", "W1")),
        (
            "indicators",
            {"region": COUNTY, "item": "A01", "measure": "A01.1"},
            f"measure:{COUNTY}:A01.1",
            ("衡量内容", f"{COUNTY} A01.1"),
        ),
        (
            "indicators",
            {"region": COUNTY, "item": "A02", "measure": "A02.2"},
            f"measure:{COUNTY}:A02.2",
            ("否决内容", f"{COUNTY} A02.2"),
        ),
        ("project", {"project": "P1"}, "red:P1", ("环节", "P1 开工")),
    ],
)
def test_one_click_gives_one_order(opened_small: Open, page, address, key, origin):
    own = f"{key}:{':'.join(origin)}"
    assert "已下达督办单" in send(opened_small(page, **address), own)
    (order,) = kept()
    assert (order["origin"], order["reference"], order["region"]) == (*origin, COUNTY)
    assert (order["unit"], order["data_date"]) == ("城关区住房和城乡建设主管部门", DAY)
    assert "已有未办结的督办单" in send(opened_small(page, **address), own)
    assert len(kept()) == 1


def test_a_red_project_is_the_same_cause_in_the_meeting(opened_small: Open):
    own = "环节:P1 开工"
    send(opened_small("project", project="P1"), f"red:P1:{own}")
    number = held()
    app = opened_small("meeting", meeting=str(number), slide="3")
    assert "已有未办结的督办单〔" in send(app, f"order:{number}:red-620100:{own}")
    app = opened_small("meeting", meeting=str(number), slide="3")
    box = app.selectbox(key=f"order:{number}:red-620100:cause")
    assert box.options == [
        "P1 和平项目　开工逾期84个工作日（121天）",
        "P1 和平项目　逾期问题：审计　资金滞留（W1），逾期7个工作日（10天）",
        "P1 和平项目　否决内容：A02.2　对象符合条件",
    ]
    box.select_index(1).run()
    assert "已下达督办单" in send(app, f"order:{number}:red-620100:整改问题:W1")
    app = opened_small("ledger", issue="W1")
    assert "已有未办结的督办单" in send(app, "issue:W1:整改问题:W1")
    assert len(kept()) == 2


def test_nothing_changes_in_a_meeting_when_newer_data_come_in(opened_small: Open):
    number = str(held())
    slides = [str(n) for n in range(1, 6)]
    seen = [shown(opened_small("meeting", meeting=number, slide=n)) for n in slides]
    report(started_on=date(2023, 3, 1), demolition_listed=False)
    report(date(2023, 7, 31), started_on=date(2023, 3, 1), demolition_listed=False)
    now = tables(opened_small("project", project="P1"))["亮灯原因"]
    assert "开工" not in {row[3] for row in now}
    cover, *others = [shown(opened_small("meeting", meeting=number, slide=n)) for n in slides]
    assert others == seen[1:]
    assert "会议数据冻结后又收到1家报送，未计入本次会议：甘省（" in cover[0]


def shown(app) -> tuple[str, dict[str, list[list[str]]]]:
    """Return all that a page shows."""
    return words(app), tables(app)
