"""How numbers and dates are written for people: rounded half up, missing as a dash."""

from datetime import date
from fractions import Fraction

from metrics.records.schema import NEVER, NONE_TEXT, Kind

MISSING = "—"
FEN_PER_WAN = 1_000_000


def fixed(value: Fraction | int | None, *, decimals: int, grouped: bool = True) -> str:
    """Write a number with so many decimals, rounded half away from zero; null becomes —."""
    if value is None:
        return MISSING
    return ratio(value.numerator, value.denominator, decimals=decimals, grouped=grouped)


def ratio(part: int, whole: int, *, decimals: int, grouped: bool = True) -> str:
    """Write part ÷ whole (more than 0) with so many decimals, rounded half away from zero.

    Whole numbers throughout: a page of the supervision table writes thousands of these.
    """
    scale = 10**decimals
    units = (2 * abs(part) * scale + whole) // (2 * whole)
    above, below = divmod(units, scale)
    sign = "-" if part < 0 and units else ""
    text = f"{above:,}" if grouped else str(above)
    return f"{sign}{text}.{below:0{decimals}}" if decimals else f"{sign}{text}"


def percent(part: int | None, whole: int | None, *, decimals: int = 1) -> str:
    """Write part ÷ whole as 75.7%; a null part, or a whole that is null or 0, becomes —."""
    if part is None or not whole:
        return MISSING
    return f"{ratio(100 * part, whole, decimals=decimals, grouped=False)}%"


def signed(value: Fraction | int | None, *, decimals: int = 0) -> str:
    """Write a difference with its sign; no difference is 0, null is —."""
    if value is None:
        return MISSING
    text = fixed(value, decimals=decimals)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def score(hundredths: int | None) -> str:
    """Write a score kept in hundredths of a point as 83.41; null becomes —."""
    return MISSING if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02}"


def count(value: int | None) -> str:
    """Write a whole number with thousands separators; null becomes —."""
    return MISSING if value is None else f"{value:,}"


def wan(fen: int | None, *, decimals: int = 2) -> str:
    """Write whole 分 as 万元; null becomes —."""
    return MISSING if fen is None else ratio(fen, FEN_PER_WAN, decimals=decimals)


def signed_wan(fen: int | None) -> str:
    """Write a difference of whole 分 as 万元 with its sign; null becomes —."""
    return signed(None if fen is None else Fraction(fen, FEN_PER_WAN), decimals=2)


def yi(fen: int | None, *, decimals: int = 2) -> str:
    """Write whole 分 as 亿元; null becomes —."""
    return MISSING if fen is None else ratio(fen, FEN_PER_WAN * 10_000, decimals=decimals)


def day(value: date | None) -> str:
    """Write a date as 2023-06-30; 「无」 and missing are told apart."""
    if value is None:
        return MISSING
    return NONE_TEXT if value == NEVER else value.isoformat()


def long_day(value: date) -> str:
    """Write a date as 2023年6月30日."""
    return f"{value.year}年{value.month}月{value.day}日"


def cell(value: object, kind: Kind) -> str:
    """Write one kept value of the data dictionary as an officer would type it; null becomes —."""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return day(value)
    if not isinstance(value, int) or kind is Kind.YEAR:
        return str(value)
    if kind is Kind.MONEY:
        return trimmed(Fraction(value, FEN_PER_WAN), grouped=True)
    if kind is Kind.PERCENT:
        return f"{trimmed(Fraction(value, 10_000))}%"
    if kind is Kind.DECIMAL:
        return trimmed(Fraction(value, 1_000_000))
    return count(value)


def trimmed(value: Fraction, *, grouped: bool = False) -> str:
    """Write a number with the decimals it has, six at most."""
    text = fixed(value, decimals=6, grouped=grouped)
    return text.rstrip("0").rstrip(".")
