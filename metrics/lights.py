"""The six lights (灯) and how a deadline gets one; the numbers come from the rule pack.

灰 not due · 黄 due within the days of warning, or late within the days of grace · 红 late beyond
grace · 绿 done · 绿（迟） done late · 黑 not reported: what the light needs is blank.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

RED, BLACK, YELLOW, LATE_GREEN, GREEN, GREY = LIGHTS = ("红", "黑", "黄", "绿（迟）", "绿", "灰")
SUPERVISED = NODE, TASK, ISSUE = ("环节", "任务", "问题")
"""What carries a light: a node of the supervision table, a key task, an issue of the ledger."""
LIGHT = pl.Enum(LIGHTS)
