"""Entries of the log (操作日志) and where it ends, in the words of officers."""

from collections.abc import Mapping
from typing import Any

from metrics.access.entry import Entry, Head
from metrics.access.roles import NAMES, Role

SHORT = 12
"""So much of a digest is shown and printed."""
BEFORE, AFTER = "before", "after"
LABELS: Mapping[str, str] = {
    BEFORE: "原为", AFTER: "改为", "rows": "行数", "file": "文件", "digest": "摘要", "reason": "原因",
    "number": "编号", "data_date": "数据截止日期",
    "submission": "报送编号", "head": "此前末条", "came": "其中末条", "kind": "类别",
    "due_on": "期限", "unit": "单位", "filters": "筛选条件",
    "sha256": "文件摘要", "added": "新增", "changed": "变更", "removed": "删除", "errors": "错误",
    "review": "审核编号", "reviewer": "审核单位", "cells": "意见处数", "change": "调整编号",
    "told": "内容", "lines": "承接关系", "corrected": "更正", "since": "生效日期", "document": "文件依据",
    "by": "经办人", "due_for": "应报日期", "by_place": "催报单位", "issuer": "认证服务",
    "value": "值", "clause": "条款",
    "theme": "主题", "place": "地区", "summary": "做法", "indicators": "对应指标", "source": "来源",
    "issued_by": "下达地区", "order": "登记号",
    "identity": "统一身份", "called": "姓名", "how": "登录方式",
    "old": "原地区", "new": "调整后", "personal": "含个人信息", "format": "格式",
    "day": "日期", "why": "原因", "must_change": "须改密码",
    "objection": "异议编号", "code": "溯源码",
    "same_person": "回复与确认为同一人",
    "title": "标题", "sealed_at": "封账时间", "replaces": "更正前的轮次编号",
    "until": "公示截止", "same_maker": "与封账为同一人", "moot": "不再办理的异议（件）",
}  # fmt: skip
"""What an entry tells beside, as officers read it; another name stands as it is."""


def ends_at(head: Head) -> str:
    """Write a head as pages and papers print it: 操作日志第12条 0123456789ab."""
    if head.number == 0:
        return "操作日志尚无记录"
    return f"操作日志第{head.number}条 {head.digest[:SHORT]}"


def detail(told: Mapping[str, Any]) -> str:
    """Write what an entry tells beside; what was changed as 原为…，改为…."""
    change = [key for key in (BEFORE, AFTER) if key in told]
    changed = "，".join(f"{LABELS[key]}{_written(told[key])}" for key in change)
    others = [f"{label(key)}：{_written(told[key])}" for key in told if key not in change]
    return "；".join([changed, *others] if changed else others)


def label(key: str) -> str:
    """Return what an entry's detail is called."""
    return LABELS.get(key, key)


def who(one: Entry) -> str:
    """Write whose an entry is: what the account is called, and the name that is typed where it differs."""
    return f"{one.shown}（{one.name}）" if one.name and one.name != one.shown else one.shown


def roles(one: Entry, names: Mapping[str, str]) -> str:
    """Write the roles that the account had; `names` are those of divisions."""
    return "、".join(f"{_role(role)}（{names.get(region, region)}）" for role, region in one.roles)


def _role(role: str) -> str:
    return NAMES[Role(role)] if role in set(Role) else role


def _written(value: Any) -> str:
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "、".join(f"{label(str(key))}{_written(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "、".join(map(_written, value)) or "空"
    return f"“{_role(value)}”" if isinstance(value, str) else str(value)
