"""Beijing's time (北京时间), in which officers read and name every moment."""

from datetime import timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
