"""Beijing's time (北京时间), in which officers read and name every moment."""

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def moment(text: str) -> str:
    """Write a moment kept as UTC text in Beijing time, to the minute: 2024-08-09 18:30."""
    return datetime.fromisoformat(text).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def second(text: str) -> str:
    """Write a moment kept as UTC text in Beijing time, to the second: 2024-08-09 18:30:05."""
    return datetime.fromisoformat(text).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def day(text: str) -> date:
    """Return the day in Beijing of a moment kept as UTC text."""
    return datetime.fromisoformat(text).astimezone(BEIJING).date()
