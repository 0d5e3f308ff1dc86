"""Who has reported for a later day than the one a page opens with, in one sentence."""

from collections.abc import Mapping
from datetime import date

from metrics.views.parts import numbers

NAMED = 5


def ahead_words(ahead: Mapping[str, date], day: date) -> str:
    """Name the units (each with its newest data date) that are ahead of `day`; empty for none."""
    if not ahead:
        return ""
    named = [f"{name}（{numbers.day(sent)}）" for name, sent in list(ahead.items())[:NAMED]]
    more = "等" if len(ahead) > NAMED else ""
    return (
        f"已有{len(ahead)}家报到更新的日期：{'、'.join(named)}{more}。"
        f"报到的单位还不够多，各页默认显示截至{numbers.day(day)}的数据，可在“数据截止日期”中改选。"
    )
