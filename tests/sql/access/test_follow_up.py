"""督办单、承诺的办理：本单位回复，下达单位确认、退回或答复延期；各按权限，经过全部保留。"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select

from metrics import office
from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor
from metrics.access.roles import Role
from metrics.dispatch.order import Issued
from metrics.office import Office
from metrics.packs.pack import load_pack
from sql.database.engine import session_scope
from sql.dispatch import orders, promises
from sql.dispatch.journal import EntryRefused
from sql.models.accounts import ACCOUNT_ROLES, ACCOUNTS
from sql.models.log import LOG
from tests.acting_as import somebody
from tests.sql.access.acting_people import CHIEF, CITY_OFFICER, COUNTY_OFFICER, NEIGHBOUR
from tests.sql.dispatch.test_meetings import JUNE, PLACE, opened, promised, report, within
from tests.sql.dispatch.test_orders import issue

DAY = date(2024, 7, 10)
FIRST, LATER, LAST = date(2024, 7, 19), date(2024, 8, 2), date(2024, 8, 30)
RULES = load_pack("national").on(DAY)
AT = "2024-01-01T00:00:00.000000"
SECOND = somebody(Role.CLERK, PLACE, account=7)
ONE_PERSON = json.dumps(
    {"confirm_by_another": {"2024-01-01": {"value": "否", "document": "省办通知"}}}
)
"""What an office of one person decides."""


@pytest.fixture
def order(database: str) -> Issued:
    report(JUNE)
    return issue("P1 开工", place=PLACE, region="620102")


def on(
    who: Actor, work: Callable[..., Any], order: Issued, words: str = "已办理", **more: Any
) -> Any:
    with acting.using(who):
        return within(work, order=order.id, on=DAY, words=words, **more)


def stands(as_of: date = DAY) -> dict[str, Any]:
    return within(lambda s: orders.standing(s, as_of=as_of, rules=RULES).row(0, named=True))


def test_县级回复后待确认_退回后重办_同样的话可再报一次(order: Issued):
    on(COUNTY_OFFICER, orders.reply, order)
    assert stands()["state"] == "已回复，待确认"
    on(CHIEF, orders.send_back, order, "没有照片")
    assert stands()["state"] == "退回重办"
    on(COUNTY_OFFICER, orders.reply, order)
    assert stands()["state"] == "已回复，待确认"
    on(CHIEF, orders.close, order, "整改到位")
    assert stands()["state"] == "已办结"
    happened = within(lambda s: orders.events(s, order=order.id))
    assert happened["kind"].to_list() == ["replied", "returned", "replied", "closed"]
    assert happened["by"].to_list()[:2] == [COUNTY_OFFICER.shown, CHIEF.shown]


def test_没有回复的不能退回(order: Issued):
    with pytest.raises(EntryRefused, match="没有待确认的回复"):
        on(CHIEF, orders.send_back, order)


def test_准予延期后按新时限亮灯_以前的时限仍可查(order: Issued):
    on(COUNTY_OFFICER, orders.ask_for_time, order, "雨季停工", due_on=LATER)
    assert (stands()["asked"], stands()["due"]) == (LATER, FIRST)
    assert stands(date(2024, 7, 25))["light"] == "红"
    on(CHIEF, orders.grant_time, order, "同意")
    assert (stands()["asked"], stands()["due"], stands()["due_on"]) == (None, LATER, FIRST)
    assert stands(date(2024, 7, 25))["days"] < 0


def test_同时只能有一项延期申请_不予延期后可再申请(order: Issued):
    on(COUNTY_OFFICER, orders.ask_for_time, order, "雨季停工", due_on=LATER)
    with pytest.raises(EntryRefused, match="已申请延期至2024-08-02，尚待下达单位答复"):
        on(COUNTY_OFFICER, orders.ask_for_time, order, "材料未到", due_on=LAST)
    on(CHIEF, orders.refuse_time, order, "请倒排工期")
    assert (stands()["asked"], stands()["due"]) == (None, FIRST)
    on(COUNTY_OFFICER, orders.ask_for_time, order, "雨季停工", due_on=LATER)
    assert stands()["asked"] == LATER


@pytest.mark.parametrize("work", [orders.grant_time, orders.refuse_time])
def test_没有申请就没有答复(order: Issued, work: Callable[..., Any]):
    with pytest.raises(EntryRefused, match="没有待答复的延期申请"):
        on(CHIEF, work, order)


def test_延期须晚于现行时限(order: Issued):
    with pytest.raises(EntryRefused, match="应晚于登记日期和原时限2024-07-19"):
        on(COUNTY_OFFICER, orders.ask_for_time, order, due_on=FIRST)


@pytest.mark.parametrize(
    ("who", "work", "more"),
    [
        (NEIGHBOUR, orders.reply, {}),
        (NEIGHBOUR, orders.ask_for_time, {"due_on": LATER}),
        (COUNTY_OFFICER, orders.close, {}),
        (COUNTY_OFFICER, orders.send_back, {}),
        (COUNTY_OFFICER, orders.grant_time, {}),
        (COUNTY_OFFICER, orders.refuse_time, {}),
        (CITY_OFFICER, orders.close, {}),
        (CITY_OFFICER, orders.withdraw, {}),
    ],
)
def test_省级下达的督办单_县级不能自行办结_邻市不能代为回复(
    order: Issued, who: Actor, work: Callable[..., Any], more: dict[str, Any]
):
    with pytest.raises(NotAllowed):
        on(who, work, order, **more)
    assert within(lambda s: orders.events(s)).is_empty()


def test_市级可以代所辖县回复(order: Issued):
    on(CITY_OFFICER, orders.reply, order)
    assert stands()["state"] == "已回复，待确认"


def test_公文署名与账号姓名不同的_按公文署名登记(order: Issued):
    on(somebody(CHIEF.grants[0].role, PLACE, printed="张三"), orders.close, order)
    assert within(lambda s: orders.events(s))["by"].to_list() == ["张三"]


def test_承诺也由本单位报进展_会议所在地确认_延期后按新时限(database: str):
    report(JUNE)
    promise = promised(opened())

    def step(who: Actor, work: Callable[..., Any], words: str, **more: Any) -> dict[str, Any]:
        with acting.using(who):
            within(work, promise=promise, on=date(2023, 7, 10), words=words, **more)
        return within(
            lambda s: promises.standing(s, as_of=date(2023, 7, 10), rules=RULES).row(0, named=True)
        )

    assert step(COUNTY_OFFICER, promises.reply, "已进场")["answer"] == "已回复，待确认"
    assert step(CHIEF, promises.send_back, "未见实物量")["answer"] == "退回重办"
    asked = step(COUNTY_OFFICER, promises.ask_for_time, "雨季", due_on=date(2023, 8, 15))
    assert (asked["asked"], asked["due"]) == (date(2023, 8, 15), date(2023, 7, 31))
    granted = step(CHIEF, promises.grant_time, "同意", due_on=date(2023, 8, 10))
    assert (granted["asked"], granted["due"], granted["state"]) == (None, date(2023, 8, 10), "结转")
    with pytest.raises(NotAllowed):
        step(COUNTY_OFFICER, promises.keep, "已完成")
    assert step(CHIEF, promises.keep, "已核实")["state"] == "已兑现"


def account(number: int, role: Role, region: str) -> None:
    """Make an account with one role for one division."""
    row = {"name": f"甲{number}", "shown": "某人", "must_change": False, "active": True}
    held = {"role": role, "region": region, "given_at": AT}
    with session_scope(writing=True) as session:
        session.execute(insert(ACCOUNTS).values(id=number, made_at=AT, **row))
        session.execute(insert(ACCOUNT_ROLES).values(account=number, **held))


def test_谁登记的回复_谁就不能办结_换人即可(order: Issued):
    account(7, Role.CLERK, PLACE)
    on(COUNTY_OFFICER, orders.reply, order)
    on(CHIEF, orders.send_back, order, "没有照片")
    on(CHIEF, orders.reply, order, "纸质回复已收到")  # registered by the office for the unit
    with pytest.raises(NotAllowed, match=r"^该督办单的回复由您登记，.*请由其他有权限的人员办理。$"):
        on(CHIEF, orders.close, order, "整改到位")
    assert stands()["state"] == "已回复，待确认"
    on(SECOND, orders.close, order, "整改到位")
    assert stands()["state"] == "已办结"


def test_退回以后换人回复的_此前的回复不算(order: Issued):
    on(CHIEF, orders.reply, order)
    on(SECOND, orders.send_back, order, "没有照片")
    on(COUNTY_OFFICER, orders.reply, order)
    on(CHIEF, orders.close, order, "整改到位")
    assert stands()["state"] == "已办结"


def test_谁申请的延期_谁就不能准予_但可以不予(order: Issued):
    on(CHIEF, orders.ask_for_time, order, "雨季停工", due_on=LATER)
    with pytest.raises(NotAllowed, match="该督办单的延期申请由您登记"):
        on(CHIEF, orders.grant_time, order)
    on(CHIEF, orders.refuse_time, order, "登记有误")
    assert (stands()["asked"], stands()["due"]) == (None, FIRST)


def test_只有一人可以办理的_说明怎么办_改定参数后可由一人办理并记入日志(order: Issued):
    account(8, Role.CITY, "620100")
    on(CHIEF, orders.reply, order)
    with pytest.raises(NotAllowed, match=r"目前没有其他账号可以办理.*“回复与确认由不同人员办理”"):
        on(CHIEF, orders.close, order)
    with office.using(Office(PLACE, "甘肃省", "省老旧办", "", "national", ONE_PERSON)):
        on(CHIEF, orders.close, order)
    assert stands()["state"] == "已办结"
    last = within(lambda s: s.scalars(select(LOG.c.detail).order_by(LOG.c.number)).all())[-1]
    assert json.loads(last)["same_person"] is True


def test_登记承诺进展的人不能确认兑现(database: str):
    report(JUNE)
    promise = promised(opened())
    told = {"promise": promise, "on": date(2023, 7, 10), "words": "已进场"}
    with acting.using(CHIEF):
        within(promises.reply, **told)
        with pytest.raises(NotAllowed, match="该承诺的回复由您登记，不能再由您确认该承诺兑现"):
            within(promises.keep, **told)
    with acting.using(SECOND):
        within(promises.keep, **told)
