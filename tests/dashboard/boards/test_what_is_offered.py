"""页面上只出现本人可办的操作：县级能回复、申请延期，不能办结；审计只看，不能办。"""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import office
from dashboard.data import visitor
from metrics.access import acting
from metrics.access.actor import Actor
from metrics.access.roles import Role
from metrics.dispatch.order import Origin
from tests.acting_as import somebody
from tests.dashboard.conftest import Open
from tests.dashboard.reading import tables, words
from tests.dashboard.small_province import COUNTY, PROVINCE

CHIEF, OFFICER = somebody(Role.CHIEF, PROVINCE), somebody(Role.COUNTY, COUNTY)
AUDITOR = somebody(Role.AUDITOR, PROVINCE)
ALL = ("登记回复", "申请延期", "准予延期", "不予延期", "退回重办", "办结", "撤销")


@pytest.fixture
def order(opened: Open) -> int:
    today = office.today()
    issued = office.issue_order(
        place=PROVINCE, region=COUNTY, unit="甲局", requirement="开工", issued_on=today,
        due_on=today.replace(year=today.year + 1),
        origin=Origin(kind="其他", reference=None, data_date=None, reason="现场检查"),
    )  # fmt: skip
    return int(issued.id)


def page(
    opened: Open, monkeypatch: pytest.MonkeyPatch, who: Actor, name: str, **asked: str
) -> AppTest:
    """Open a page as somebody."""
    monkeypatch.setattr(visitor, "who", lambda: who)
    app = opened(name, **asked)
    assert not app.exception
    return app


def offered(app: AppTest) -> list[str]:
    """Return which steps a page offers."""
    labels = [str(each.label).removeprefix("确认") for each in app.button]
    return [step for step in ALL if step in labels]


def test_县级与下达单位各见各的操作_回复后可退回或办结(
    opened: Open, monkeypatch: pytest.MonkeyPatch, order: int
):
    def at(who: Actor) -> AppTest:
        return page(opened, monkeypatch, who, "orders", order=str(order))

    assert offered(at(AUDITOR)) == []
    assert offered(at(CHIEF)) == ["登记回复", "申请延期", "办结", "撤销"]
    app = at(OFFICER)
    assert offered(app) == ["登记回复", "申请延期"]
    app.text_area(key=f"order:reply:{order}:words").input("已进场")
    app.button(key=f"order:reply:{order}:send").click().run()
    assert not app.exception
    assert ["状态", "已回复，待确认"] in next(t for name, t in tables(app).items() if "〔" in name)
    assert tables(app)["办理经过"][1][-1] == OFFICER.shown
    assert offered(at(CHIEF)) == ["登记回复", "申请延期", "退回重办", "办结", "撤销"]
    app = at(OFFICER)
    app.text_area(key=f"order:more_time:{order}:words").input("雨季停工")
    app.button(key=f"order:more_time:{order}:send").click().run()
    assert not app.exception
    assert "申请延期至" in words(app)
    assert offered(at(CHIEF))[1:4] == ["准予延期", "不予延期", "退回重办"]


@pytest.mark.parametrize(
    ("name", "asked", "label"),
    [
        ("orders", {}, "下达"),
        ("cases", {}, "保存"),
        ("reporting", {"part": "contacts"}, "保存"),
        ("meeting", {}, "召开会议"),
        ("calendar", {"month": "2024-08", "day": "2024-08-12"}, "添加"),
    ],
)
def test_审计看得到页面_没有任何提交按钮_主管有(
    opened: Open, monkeypatch: pytest.MonkeyPatch, name: str, asked: dict[str, str], label: str
):
    labels = [
        {str(each.label) for each in page(opened, monkeypatch, who, name, **asked).button}
        for who in (CHIEF, AUDITOR)
    ]
    assert label in labels[0]
    assert label not in labels[1]
    with acting.using(AUDITOR), pytest.raises(acting.NotAllowed):
        office.load_cases()
