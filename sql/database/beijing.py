"""Today as the offices count it: by Beijing time, wherever the server's clock stands."""

from datetime import UTC, date, datetime

from metrics.days.beijing import BEIJING


def today(at: datetime | None = None) -> date:
    """Return the day in Beijing at a moment with a time zone (null: now)."""
    return (at or datetime.now(UTC)).astimezone(BEIJING).date()
