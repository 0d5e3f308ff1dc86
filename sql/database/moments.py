"""Moments as the database keeps them: text in UTC that sorts in the order of time."""

from datetime import UTC, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def written(moment: datetime) -> str:
    """Write a moment as UTC text; ValueError without a time zone, which would be a guess."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).strftime(_FORM)


def read(text: str) -> datetime:
    """Read a moment as `written` wrote it."""
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)


def following(moment: datetime, *, last: str | None) -> str:
    """Write `moment`, or just after `last` where a clock that was set back would break the order."""
    now = written(moment)
    if last is None or now > last:
        return now
    return written(read(last) + timedelta(microseconds=1))
