"""The code of an administrative division (行政区划代码) as it is typed: six digits."""

from metrics.records.grammar import Grammar
from metrics.records.schema import NONE_TEXT

STATISTICAL = (9, 12)
"""So many digits have the statistical codes of streets and communities that begin with a division's."""


def mistake(code: str) -> str:
    """Say what is wrong with a division code; empty if it has its six digits."""
    if _digits(code, 6):
        return ""
    return f"“{code}”不是行政区划代码，应为6位数字"


def _digits(code: str, *numbers: int) -> bool:
    return code.isascii() and code.isdigit() and len(code) in numbers


def _kept(code: str) -> str | None:
    return code if not mistake(code) or _digits(code, *STATISTICAL) else None


def _kept_parent(code: str) -> str | None:
    return code if code == NONE_TEXT else _kept(code)


DIVISION_CODE = Grammar(kept=_kept, accepts="应为6位数字的行政区划代码")
"""A statistical code is read, so that the import can say which six of its digits are meant."""
PARENT_CODE = Grammar(
    kept=_kept_parent,
    accepts="应为上级的6位行政区划代码，最上一级请留空",
)
