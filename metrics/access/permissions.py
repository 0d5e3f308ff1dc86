"""What each role may do: one table, read row by row.

A role may do it for the division that it is held for, and for every division below.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from metrics.access.roles import Role


class Action(StrEnum):
    """What somebody may do; the value is what the log calls it."""

    READ_FIGURES = "查看数字"
    READ_RECORDS = "查看记录"
    EXPORT_RECORDS = "导出记录"
    READ_LOG = "查看操作日志"
    REPORT = "报送"
    TAKE_BACK = "撤回报送"
    REVIEW = "审核报送"
    HOLD_MEETING = "主持调度会"
    SHOW_MEETING = "放映调度会"
    ISSUE_ORDER = "下达督办单"
    CONFIRM = "办结、确认与准予延期"
    ANSWER = "回复督办单与承诺"
    ISSUE_PAPER = "印发公文"
    SEAL = "封账"
    CHECK_SEAL = "复核、公示与定稿"
    OBJECT = "提出异议"
    DECIDE_OBJECTION = "裁定异议"
    SCORE = "考核评分与下达目标"
    REMIND = "催报"
    KEEP_CONTACTS = "维护通讯录"
    KEEP_CASES = "维护案例库"
    CHANGE_DIVISIONS = "区划调整"
    CHANGE_SETTINGS = "系统设置"
    DECIDE_RULES = "审定参数"
    KEEP_ACCOUNTS = "管理账号"


_A, _H, _L = Role.ADMINISTRATOR, Role.CHIEF, Role.CLERK
_C, _X, _U, _S = Role.CITY, Role.COUNTY, Role.AUDITOR, Role.SHOW
_BUSINESS = (_H, _L, _C, _X)

MAY: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.READ_FIGURES: frozenset(Role),
        Action.READ_RECORDS: frozenset({*_BUSINESS, _U}),
        Action.EXPORT_RECORDS: frozenset({*_BUSINESS, _U}),
        Action.READ_LOG: frozenset({_A, _U}),
        Action.REPORT: frozenset(_BUSINESS),
        Action.TAKE_BACK: frozenset(_BUSINESS),
        Action.REVIEW: frozenset({_H, _L, _C}),
        Action.HOLD_MEETING: frozenset({_H, _L, _C}),
        Action.SHOW_MEETING: frozenset({*_BUSINESS, _U, _S}),
        Action.ISSUE_ORDER: frozenset({_H, _L, _C}),
        Action.CONFIRM: frozenset({_H, _L, _C}),
        Action.ANSWER: frozenset(_BUSINESS),
        Action.ISSUE_PAPER: frozenset({_H, _L, _C}),
        Action.SEAL: frozenset({_H, _L, _C}),
        Action.CHECK_SEAL: frozenset({_H, _L, _C}),
        Action.OBJECT: frozenset(_BUSINESS),
        Action.DECIDE_OBJECTION: frozenset({_H, _L, _C}),
        Action.SCORE: frozenset({_H, _L, _C}),
        Action.REMIND: frozenset({_H, _L, _C}),
        Action.KEEP_CONTACTS: frozenset({_A, *_BUSINESS}),
        Action.KEEP_CASES: frozenset({_H, _L}),
        Action.CHANGE_DIVISIONS: frozenset({_H, _L}),
        Action.CHANGE_SETTINGS: frozenset({_A, _H}),
        Action.DECIDE_RULES: frozenset({_H}),
        Action.KEEP_ACCOUNTS: frozenset({_A}),
    }
)
"""Who may do what; what is not listed nobody may but the machine itself (the command line)."""
