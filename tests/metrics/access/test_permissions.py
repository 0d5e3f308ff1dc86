"""谁能办什么：逐格核对的一张表，行是操作，列是角色；表中没有的，谁也不能办。"""

import pytest

from metrics.access.actor import Actor, Grant
from metrics.access.permissions import MAY, Action
from metrics.access.roles import NAMES, Role

COLUMNS = ("系统管理员", "省级主管", "省级经办", "市级", "县级", "审计", "会议放映")
TABLE = """
    查看数字                  ● ● ● ● ● ● ●
    查看记录                  · ● ● ● ● ● ·
    导出记录                  · ● ● ● ● ● ·
    查看操作日志              ● · · · · ● ·
    报送                      · ● ● ● ● · ·
    撤回报送                  · ● ● ● ● · ·
    审核报送                  · ● ● ● · · ·
    主持调度会                · ● ● ● · · ·
    放映调度会                · ● ● ● ● ● ●
    下达督办单                · ● ● ● · · ·
    办结、确认与准予延期      · ● ● ● · · ·
    回复督办单与承诺          · ● ● ● ● · ·
    印发公文                  · ● ● ● · · ·
    封账                      · ● ● ● · · ·
    复核、公示与定稿          · ● ● ● · · ·
    提出异议                  · ● ● ● ● · ·
    裁定异议                  · ● ● ● · · ·
    考核评分与下达目标        · ● ● ● · · ·
    催报                      · ● ● ● · · ·
    维护通讯录                ● ● ● ● ● · ·
    维护案例库                · ● ● · · · ·
    区划调整                  · ● ● · · · ·
    系统设置                  ● ● · · · · ·
    审定参数                  · ● · · · · ·
    管理账号                  ● · · · · · ·
"""
CELLS = [
    (line.split()[0], column, mark == "●")
    for line in TABLE.strip().splitlines()
    for column, mark in zip(COLUMNS, line.split()[1:], strict=True)
]


def test_每一项操作在表中占一行():
    assert [line.split()[0] for line in TABLE.strip().splitlines()] == [*Action]
    assert {*COLUMNS} == {*NAMES.values()}


@pytest.mark.parametrize(("action", "role", "allowed"), CELLS)
def test_每一格与系统一致(action: str, role: str, allowed: bool):
    held = next(each for each in Role if NAMES[each] == role)
    actor = Actor(account=1, name="a", shown="甲", grants=(Grant(held, "990000"),))
    assert actor.may(Action(action), ("990102", "990100", "990000")) is allowed
    assert (held in MAY[Action(action)]) is allowed
