"""A scheme (分配办法) as a file: read and checked whole, with its switches as they ship or as they are set.

A value written `$name` is that of the switch of that name. An unknown key, a weight that is none, a column
without a label, parts that do not add up to 100 % refuse the loading in a sentence that names the scheme.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import yaml

from metrics.allocation.errors import NotAllocated
from metrics.allocation.projects import RULES
from metrics.allocation.scheme import (
    AVERAGE,
    AWARDS,
    BANDS,
    FACTORS,
    LINEAR,
    PROJECTS,
    SECOND_KEY,
    STOPPED,
    Column,
    Factor,
    Part,
    Scheme,
    Switch,
)
from metrics.errors import RulePackInvalid
from metrics.rules.readers import number, one_of, share, whole, yes_or_no

ALWAYS = ("id", "name", "kind", "document", "since", "until", "label")
MAY = ("columns", "switches")
OWN: Mapping[str, tuple[str, ...]] = {
    FACTORS: ("parts",), AWARDS: ("awards_wan", "tie"), PROJECTS: ("rule", "numbers"),
    STOPPED: ("reason",),
}  # fmt: skip
"""The keys of each kind beside those of all."""
NOT_AT_ALL = "none"
Raw = Mapping[str, Any]


def read_scheme(text: str, *, name: str, choices: Mapping[str, Any] | None = None) -> Scheme:
    """Return the scheme that a file lays down, with switches set as `choices` says.

    RulePackInvalid names the scheme and what is wrong with the file; NotAllocated what is wrong with a choice.
    """
    try:
        raw = yaml.safe_load(text)
        shipped = _scheme(raw, {})
    except yaml.YAMLError:
        raise RulePackInvalid(f"分配办法“{name}”不是YAML文件，不能读取。") from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RulePackInvalid(f"分配办法“{name}”不正确：{error}。") from None
    if not choices:
        return shipped
    unknown = sorted(set(choices) - {switch.name for switch in shipped.switches})
    if unknown:
        known = "、".join(switch.name for switch in shipped.switches) or "无"
        raise NotAllocated(f"{name}没有名为“{'、'.join(unknown)}”的取值开关，可用的有：{known}。")
    try:
        return _scheme(raw, choices)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotAllocated(f"{name}的取值不能使用：{error}。") from None


def _scheme(raw: Any, choices: Mapping[str, Any]) -> Scheme:
    kind = one_of(*OWN)(raw["kind"] if isinstance(raw, Mapping) and "kind" in raw else None)
    _keys(raw, (*ALWAYS, *OWN[kind]), optional=MAY, where="办法")
    switches = tuple(
        _switch(name, told, choices) for name, told in (raw.get("switches") or {}).items()
    )
    put = _put(raw, {switch.name: switch.value for switch in switches})
    columns = {name: _column(told) for name, told in (raw.get("columns") or {}).items()}
    return Scheme(
        id=raw["id"], name=raw["name"], kind=kind, document=raw["document"],
        since=_day(raw["since"]), until=_day(raw["until"]), label=raw["label"], columns=columns,
        switches=switches, **_own(kind, put, columns),
    )  # fmt: skip


def _own(kind: str, put: Raw, columns: Mapping[str, Column]) -> dict[str, Any]:
    """Read the keys of one kind of schemes."""
    if kind == FACTORS:
        return {"parts": _parts(put["parts"], columns)}
    if kind == AWARDS:
        return _awards(put)
    return _project_rule(put, columns) if kind == PROJECTS else {"reason": str(put["reason"])}


def _day(raw: Any) -> date | None:
    if raw is not None and not isinstance(raw, date):
        raise ValueError("施行日期（since）、失效日期（until）应为日期，不明的写null")
    return raw


def _switch(name: str, raw: Any, choices: Mapping[str, Any]) -> Switch:
    _keys(raw, ("label", "value", "note"), optional=("choices",), where=f"取值开关{name}")
    words = dict(raw.get("choices") or {})
    value = choices.get(name, raw["value"])
    if words and value is not None and value not in words:
        raise ValueError(f"{raw['label']}应为{'、'.join(words)}之一，现为“{value}”")
    return Switch(name, raw["label"], value, raw["value"], words, raw["note"])


def _put(raw: Any, values: Mapping[str, Any]) -> Any:
    """Return the raw value with every `$name` in it replaced by the value of the switch."""
    if isinstance(raw, str) and raw.startswith("$"):
        return values[raw[1:]]
    if isinstance(raw, Mapping):
        return {key: _put(value, values) for key, value in raw.items()}
    return [_put(value, values) for value in raw] if isinstance(raw, list) else raw


def _column(raw: Any) -> Column:
    if isinstance(raw, str):
        return Column(raw)
    _keys(raw, ("label",), optional=("choices", "signed", "when"), where="列")
    when = raw.get("when")
    return Column(
        raw["label"], tuple(raw.get("choices") or ()), yes_or_no(raw.get("signed", "否")),
        None if when is None else (when[0], when[1]),
    )  # fmt: skip


def _parts(raw: Any, columns: Mapping[str, Column]) -> tuple[Part, ...]:
    parts = tuple(_part(each, columns) for each in raw)
    if sum(part.share for part in parts) != 1:
        raise ValueError("各部分占资金池的比例（share）合计应为100%")
    return parts


def _part(raw: Any, columns: Mapping[str, Column]) -> Part:
    keys = ("name", "share", "weights", "by_k")
    _keys(raw, keys, optional=("by_score", "bands"), where="部分（parts）")
    weights = {name: _weight(name, value) for name, value in raw["weights"].items()}
    by_k = raw["by_k"] if isinstance(raw["by_k"], Mapping) else dict.fromkeys(weights, raw["by_k"])
    if set(by_k) != set(weights):
        raise ValueError("是否乘困难系数（by_k）应逐项写明，或对各项统一写是、否")
    total = sum(weights.values())
    by_score = one_of(NOT_AT_ALL, LINEAR, BANDS)(raw.get("by_score", NOT_AT_ALL))
    part = Part(
        name=raw["name"], share=share(raw["share"]),
        factors=tuple(
            Factor(name, _labelled(columns, name), weight / total, yes_or_no(by_k[name]))
            for name, weight in weights.items()
        ),
        by_score="" if by_score == NOT_AT_ALL else by_score,
        bands=_bands(raw["bands"]) if by_score == BANDS else (),
    )  # fmt: skip
    for name in part.columns:
        _labelled(columns, name)
    return part


def _labelled(columns: Mapping[str, Column], name: str) -> str:
    if name not in columns:
        raise ValueError(f"{name}没有在columns中写明名称")
    return columns[name].label


def _weight(name: str, raw: Any) -> Fraction:
    value = number(raw)
    if isinstance(raw, float) or value <= 0:
        raise ValueError(f"{name}的权重应大于0，小数写在引号内")
    return value


def _bands(raw: Any) -> tuple[tuple[Fraction, Fraction], ...]:
    """Read score → coefficient; sorted from the highest score down, the last begins at 0."""
    bands = sorted(((_least(low), _least(value)) for low, value in raw.items()), reverse=True)
    if not bands or bands[-1][0] != 0:
        raise ValueError("调节系数的分档应从0分起，逐档写明起点分和系数")
    return tuple(bands)


def _least(raw: Any) -> Fraction:
    value = number(raw)
    if isinstance(raw, float) or value < 0:
        raise ValueError("分档的起点分和系数应不小于0，小数写在引号内")
    return value


def _awards(put: Raw) -> dict[str, Any]:
    awards = tuple(whole(each) * 1_000_000 for each in put["awards_wan"])
    if not awards or list(awards) != sorted(awards, reverse=True):
        raise ValueError("各名次奖励（awards_wan）应从第一名起逐名写明，不得递增")
    tie = put["tie"]
    return {"awards": awards, "tie": None if tie is None else one_of(AVERAGE, SECOND_KEY)(tie)}


def _project_rule(put: Raw, columns: Mapping[str, Column]) -> dict[str, Any]:
    rule = one_of(*RULES)(put["rule"])
    own = RULES[rule]
    _keys(put["numbers"], own.numbers, where=f"{rule}的数值（numbers）")
    if tuple(columns) != own.columns:
        raise ValueError(f"{rule}的列（columns）应依次为{'、'.join(own.columns)}")
    return {"rule": rule, "numbers": {name: _figure(raw) for name, raw in put["numbers"].items()}}


def _figure(raw: Any) -> Any:
    if isinstance(raw, Mapping):
        return {name: _figure(value) for name, value in raw.items()}
    if isinstance(raw, float):
        raise ValueError("小数写在引号内")
    return share(raw) if str(raw).endswith("%") else number(raw)


def _keys(raw: Any, keys: tuple[str, ...], *, where: str, optional: tuple[str, ...] = ()) -> None:
    if not isinstance(raw, Mapping):
        raise ValueError(f"{where}应逐项写明{'、'.join(keys)}")
    unknown = [str(key) for key in raw if key not in (*keys, *optional)]
    if unknown:
        raise ValueError(f"{where}含有未定义的键：{'、'.join(unknown)}")
    missing = [key for key in keys if key not in raw]
    if missing:
        raise ValueError(f"{where}缺少{'、'.join(missing)}")
