"""A score sheet (考核细则) as a file: read, checked whole, and made into a standard.

Unknown keys, an unknown figure or scoring function, points that do not add up to the total, and bands that
leave a score out or hold it twice refuse the loading, in a sentence that says what to write instead.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import yaml

from metrics.errors import RulePackInvalid
from metrics.rating.functions import Scored
from metrics.rating.rule_keys import Band
from metrics.rating.sheet_points import GATES, SCORED
from metrics.rules.readers import number, one_of, target_share
from metrics.rules.value import Rule
from metrics.sheets.bands import read_bands
from metrics.sheets.figures.by_hand import by_hand
from metrics.sheets.figures.catalogue import BY_HAND, FIGURES
from metrics.sheets.shapes import read_scored
from metrics.standards.measure import Indicator, Measure
from metrics.standards.standard import Standard

SHEET = (
    "code", "name", "document", "label", "since", "until", "total", "not_applicable", "bands",
    "gates", "items",
)  # fmt: skip
ITEM = ("code", "name", "short", "points", "group", "clause", "figures", "function")
LABELS = {
    "item_weights": "各项分值", SCORED: "计分方式", "grade_bands": "等次分数段",
    "not_applicable": "不适用内容的分值处理", GATES: "门槛", "veto_measures": "一票否决内容",
    "veto_effect": "否决方式", "veto_grade_cap": "否决后的最高等次",
}  # fmt: skip
Raw = Mapping[str, Any]


def read_sheet(text: str, *, name: str) -> Standard:
    """Return the standard that a file lays down; RulePackInvalid names the sheet and what is wrong."""
    try:
        raw = yaml.safe_load(text)
        return _sheet(raw, text)
    except yaml.YAMLError:
        raise RulePackInvalid(f"考核细则“{name}”不是YAML文件，不能读取。") from None
    except (ValueError, TypeError, KeyError) as error:
        raise RulePackInvalid(f"考核细则“{name}”不正确：{error}。") from None


def _sheet(raw: Any, text: str) -> Standard:
    _keys(raw, SHEET, optional=("label", "until", "gates"), where="细则")
    since, until = raw["since"], raw.get("until")
    if not isinstance(since, date) or not (until is None or isinstance(until, date)):
        raise ValueError("施行日期（since）、失效日期（until）应为日期，如2024-01-01")
    if until is not None and until < since:
        raise ValueError("失效日期（until）不能早于施行日期（since）")
    if not isinstance(raw["items"], list) or not raw["items"]:
        raise ValueError("应逐项写明考核内容（items）")
    read = [_item(each) for each in raw["items"]]
    codes = [item.code for item, _, _ in read]
    if len(set(codes)) < len(codes):
        raise ValueError("各项编号（code）不得重复")
    weights = {item.code: worth for item, worth, _ in read}
    total = _positive(raw["total"], "总分（total）")
    added = sum(weights.values(), Fraction(0))
    if added != total:
        raise ValueError(f"各项分值合计为{_said(added)}，与总分{_said(total)}不一致")
    scored = {item.code: each for item, _, each in read}
    laid = Standard(
        name=raw["name"], document=raw["document"], items=tuple(item for item, _, _ in read),
        code=raw["code"], label=raw.get("label") or "", source=text, since=since, until=until,
    )  # fmt: skip
    values = {"item_weights": weights, SCORED: scored, **_grading(raw, laid, scored, total)}
    return replace(laid, lays_down={key: _rule(key, values[key], raw) for key in values})


def _rule(key: str, value: Any, raw: Raw) -> Rule:
    """Return a rule that the sheet lays down, as a pack would hold it; raw is the sheet's own text."""
    written = {"item_weights": "items", SCORED: "items", "grade_bands": "bands"}.get(key, key)
    return Rule(
        key=key, label=LABELS[key], value=value, raw=raw.get(written), since=raw["since"],
        document=raw["document"], clause="", note=raw.get("label") or "", pack=raw["code"],
        inherited=False,
    )  # fmt: skip


def _grading(
    raw: Raw, laid: Standard, scored: Mapping[str, Scored], total: Fraction
) -> dict[str, Any]:
    bonus = sum((each.function.bonus for each in scored.values()), Fraction(0))
    bands = read_bands(raw["bands"], high=total + bonus)
    gates, cap = _gates(raw.get("gates"), laid, bands)
    return {
        "grade_bands": bands,
        "not_applicable": one_of("spread", "full", "zero")(raw["not_applicable"]),
        GATES: gates,
        "veto_measures": (),
        "veto_effect": "cap" if gates else "flag",
        "veto_grade_cap": cap,
    }


def _gates(raw: Any, laid: Standard, bands: tuple[Band, ...]) -> tuple[dict[str, Fraction], str]:
    """Read the thresholds below which a grade is capped, by figure, and the best grade left."""
    grades = [band.grade for band in bands]
    if raw is None:
        return {}, grades[0]
    _keys(raw, ("cap", "items"), where="门槛（gates）")
    if raw["cap"] not in grades:
        raise ValueError(f"等次封顶（cap）应为{'、'.join(grades)}之一")
    unknown = sorted(set(raw["items"]) - set(laid.by_code))
    if unknown:
        raise ValueError(f"门槛所列的{'、'.join(unknown)}不是本细则的编号")
    shares = {code: target_share(text) for code, text in raw["items"].items()}
    return {
        measure.code: shares[code] for code in shares for measure in laid.by_code[code].measures
    }, str(raw["cap"])


def _item(raw: Any) -> tuple[Indicator, Fraction, Scored]:
    _keys(raw, ITEM, optional=("clause", "function"), where="考核内容")
    code = str(raw["code"])
    try:
        worth = _positive(raw["points"], "分值（points）")
        measures = _measures(code, raw["figures"], worth)
        written = raw.get("function", {"shape": "share"})
        scored = read_scored(written, worth=worth, figures=len(measures))
    except ValueError as error:
        raise ValueError(f"{code}“{raw['name']}”：{error}") from None
    item = Indicator(
        code=code, title=str(raw["name"]), short=str(raw["short"]), group=str(raw["group"]),
        clause=str(raw.get("clause") or ""), measures=measures,
    )  # fmt: skip
    return item, worth, scored


def _measures(code: str, named: Any, worth: Fraction) -> tuple[Measure, ...]:
    if named == BY_HAND:
        if worth * 100 % 1:
            raise ValueError("手工评分项的分值最多两位小数")
        return (by_hand(code, worth)._replace(code=f"{code}.1"),)
    if not isinstance(named, list) or not named:
        raise ValueError("应写明按哪些指标计分（figures），或写by_hand由人评分")
    unknown = [str(each) for each in named if each not in FIGURES]
    if unknown:
        own = "、".join(name for name in FIGURES if "." not in name)
        raise ValueError(f"没有名为“{'、'.join(unknown)}”的指标，可用A01.1至B10.1，或{own}")
    return tuple(
        FIGURES[name]._replace(code=f"{code}.{number}") for number, name in enumerate(named, 1)
    )


def _keys(raw: Any, keys: tuple[str, ...], *, where: str, optional: tuple[str, ...] = ()) -> None:
    if not isinstance(raw, Mapping):
        raise ValueError(f"{where}应逐项写明{'、'.join(keys)}")
    unknown = [str(key) for key in raw if key not in keys]
    if unknown:
        raise ValueError(f"{where}含有未定义的键：{'、'.join(unknown)}")
    missing = [key for key in keys if key not in raw and key not in optional]
    if missing:
        raise ValueError(f"{where}缺少{'、'.join(missing)}")


def _positive(raw: Any, name: str) -> Fraction:
    value = number(raw) if raw is not None else None
    if value is None:
        raise ValueError(f"{name}空缺：文件没有公布分值的，不能据以计分")
    if value <= 0 or isinstance(raw, float):
        raise ValueError(f"{name}应大于0，小数写在引号内")
    return value


def _said(value: Fraction) -> str:
    return f"{float(value):g}"
