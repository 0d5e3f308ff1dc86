"""The latest data date (数据截止日期) that a unit may report for: today, or so many days after it.

A data date says up to when something has happened; a day that has not come yet is a slip of the year
or of the month. A place may let its units send some days ahead (rule `data_date_ahead_days`).
"""

from datetime import date, timedelta

from metrics.errors import RuleNotInForce
from metrics.packs.pack import pack_for_place


def latest_date(unit: str, *, today: date) -> date:
    """Return the latest data date of a unit on a day; that day itself while no rule is in force."""
    try:
        ahead = pack_for_place(unit).on(today)["data_date_ahead_days"]
    except RuleNotInForce:
        return today
    return today + timedelta(days=ahead)


def ahead_words(as_of: date, *, unit: str, today: date) -> str:
    """Say that a date lies too far ahead for a unit; empty where it does not."""
    latest = latest_date(unit, today=today)
    if as_of <= latest:
        return ""
    last = (
        f"今天（{today}）"
        if latest == today
        else f"{latest}（今天{today}之后{(latest - today).days}天）"
    )
    return f"{as_of}晚于{last}，尚未到来，请核对年、月、日。"
