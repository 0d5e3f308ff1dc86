"""The code of an administrative division (行政区划代码) as it is typed: six digits."""


def mistake(code: str) -> str:
    """Say what is wrong with a division code; empty if it has its six digits."""
    if code.isascii() and code.isdigit() and len(code) == 6:
        return ""
    return f"“{code}”不是行政区划代码，应为6位数字"
