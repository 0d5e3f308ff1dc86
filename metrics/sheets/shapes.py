"""Scoring functions as a score sheet (考核细则) writes them: shape and parameters, checked one by one."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from metrics.rating.functions import (
    Banded,
    Deducted,
    Function,
    Gated,
    Scored,
    Share,
    Stepped,
    ToFull,
)
from metrics.rating.rule_keys import SHARE_KEYS, band
from metrics.rules.readers import number, share, target_share
from metrics.sheets.bands import whole

SHAPES: dict[str, tuple[str, ...]] = {
    "to_full": ("target", "by_region"),
    "stepped": ("target", "by_region", "step", "more", "most", "less"),
    "deduct": ("each",),
    "bands": ("bands",),
    "share": (),
    "gate": ("at_least", "then"),
}
"""The shapes, and what each says besides: 达到目标得满分, 加扣分, 逐件扣分, 阶梯, 占比, 门槛."""
OPTIONAL = {"by_region", "most"}
Raw = Mapping[str, Any]


def read_scored(raw: Any, *, worth: Fraction, figures: int) -> Scored:
    """Read how an item is scored; ValueError says what is allowed."""
    written = _written(raw)
    inner = _written(written["then"]) if written["shape"] == "gate" else written
    function = _function(written, worth=worth, figures=figures)
    if "target" not in SHAPES[inner["shape"]]:
        return Scored(function)
    by_region = inner.get("by_region", "否")
    if by_region not in ("是", "否"):
        raise ValueError("by_region（是否分地区下达目标）应为是或否")
    return Scored(function, _target(inner["target"], by_region == "是"), by_region == "是")


def _written(raw: Any) -> Raw:
    if not isinstance(raw, Mapping) or raw.get("shape") not in SHAPES:
        raise ValueError(f"没有“{_named(raw)}”这种计分方式，可用：{'、'.join(SHAPES)}")
    allowed = SHAPES[raw["shape"]]
    unknown = [str(key) for key in raw if key not in (*allowed, "shape")]
    if unknown:
        raise ValueError(f"计分方式{raw['shape']}没有“{'、'.join(unknown)}”这一参数")
    missing = [key for key in allowed if key not in raw and key not in OPTIONAL]
    if missing:
        raise ValueError(f"计分方式{raw['shape']}缺少参数{'、'.join(missing)}")
    return raw


def _named(raw: Any) -> str:
    return str(raw.get("shape", "")) if isinstance(raw, Mapping) else str(raw)


def _target(raw: Any, by_region: bool) -> Fraction | str | None:
    if raw is None:
        if by_region:
            return None
        raise ValueError("目标（target）空着时，应写明by_region: 是，由各地下达目标")
    return str(raw) if raw in SHARE_KEYS else target_share(raw)


def _function(raw: Raw, *, worth: Fraction, figures: int) -> Function:
    return _READ[raw["shape"]](raw, worth, figures)


def _stepped(raw: Raw, _worth: Fraction, _figures: int) -> Function:
    step = target_share(raw["step"])
    more, most, less = (_amount(raw.get(name, 0), name) for name in ("more", "most", "less"))
    if more and not most:
        raise ValueError("有加分（more）的，应写明最高加多少分（most）")
    return Stepped(step=step, more=more, most=most, less=less)


def _deducted(raw: Raw, _worth: Fraction, figures: int) -> Function:
    each = raw["each"] if isinstance(raw["each"], list) else [raw["each"]] * figures
    if len(each) != figures:
        raise ValueError(f"每件扣分（each）应按{figures}项内容逐一写明")
    return Deducted(tuple(_amount(one, "each") for one in each))


def _banded(raw: Raw, worth: Fraction, _figures: int) -> Function:
    if not isinstance(raw["bands"], Mapping) or not raw["bands"]:
        raise ValueError("阶梯（bands）应从高到低写明，如“[90,100]”: 10")
    bands = [band(str(text), text) for text in raw["bands"]]
    whole(bands, high=Fraction(100))
    points = [_amount(value, "bands") for value in raw["bands"].values()]
    if points != sorted(points, reverse=True) or points[0] > worth:
        raise ValueError(f"阶梯得分应从高到低，最高不超过该项的{worth}分")
    return Banded(tuple(zip(bands, points, strict=True)))


def _gated(raw: Raw, worth: Fraction, figures: int) -> Function:
    then = _written(raw["then"])
    if then["shape"] == "gate":
        raise ValueError("门槛（gate）之后的计分方式不能再是门槛")
    return Gated(share(raw["at_least"]), _function(then, worth=worth, figures=figures))


def _amount(raw: Any, name: str) -> Fraction:
    value = number(raw)
    if isinstance(raw, float) or value < 0:
        raise ValueError(f"{name}应为不小于0的数，小数写在引号内，如“0.5”")
    return value


_READ: dict[str, Callable[[Raw, Fraction, int], Function]] = {
    "to_full": lambda *_: ToFull(),
    "share": lambda *_: Share(),
    "stepped": _stepped,
    "deduct": _deducted,
    "bands": _banded,
    "gate": _gated,
}
