"""The demo province (演示数据): invented places, compounds and trouble, the same on every machine."""

from sql.demo.province import frames, frames_at_scale
from sql.demo.timeline import DATES, YEAR

__all__ = ["DATES", "YEAR", "frames", "frames_at_scale"]
