"""县级只能办本县，市级只能办本市及所辖县，本机命令行不受限；服务中未登录的谁也不能办。"""

import pytest

from metrics.access import acting
from metrics.access.acting import NotSignedIn
from metrics.access.actor import Actor, Grant
from metrics.access.permissions import MAY, Action
from metrics.access.roles import Role

COUNTY_LINE = ("990102", "990100", "990000")


def holder(*grants: Grant) -> Actor:
    return Actor(account=1, name="a", shown="甲", grants=grants)


def test_本县可以报送_邻县不可以():
    county = holder(Grant(Role.COUNTY, "990102"))
    assert county.may(Action.REPORT, COUNTY_LINE)
    assert not county.may(Action.REPORT, ("990103", "990100", "990000"))


def test_市级可以审核所辖县的报送_县级不可以():
    assert holder(Grant(Role.CITY, "990100")).may(Action.REVIEW, COUNTY_LINE)
    assert not holder(Grant(Role.COUNTY, "990102")).may(Action.REVIEW, COUNTY_LINE)


def test_一人两个角色_各管各的地区():
    both = holder(Grant(Role.CITY, "990200"), Grant(Role.COUNTY, "990102"))
    assert both.may(Action.REPORT, COUNTY_LINE) and not both.may(Action.REVIEW, COUNTY_LINE)
    assert both.regions(Action.REPORT) == ("990102", "990200")


def test_没有角色的账号什么也不能做():
    assert not any(holder().may_somewhere(action) for action in Action)


def test_每一项操作都在表中():
    assert set(MAY) == set(Action)


def test_命令行不受限_服务中未登录的被拒(monkeypatch: pytest.MonkeyPatch):
    assert acting.actor().is_machine
    monkeypatch.setattr(acting, "_closed", True)
    with pytest.raises(NotSignedIn):
        acting.actor()
    with acting.using(holder()):
        assert acting.actor().account == 1
