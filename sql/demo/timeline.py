"""The twelve data dates (数据截止日期) of the demo: six month-ends, then six weekly Fridays.

Half a year by month shows trends; six weeks in a row show what a weekly dispatch works with. 2024
is the plan year with most compounds: in January its plan is being fixed, in August works run.
"""

from datetime import date

YEAR = 2024
PLAN_YEARS = (2022, 2023, 2024)
MONTH_ENDS = (
    date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31),
    date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30),
)  # fmt: skip
FRIDAYS = (
    date(2024, 7, 5), date(2024, 7, 12), date(2024, 7, 19),
    date(2024, 7, 26), date(2024, 8, 2), date(2024, 8, 9),
)  # fmt: skip
DATES = MONTH_ENDS + FRIDAYS
LAST_OF_STOPPED = date(2024, 5, 31)
"""After this date the county that stopped reporting sends nothing more."""


def day(when: date) -> int:
    """Return the date as a whole number of days, as dates are reckoned in this folder."""
    return (when - date(1970, 1, 1)).days


NEVER = day(date.max)
"""「无」 as a day number (9999-12-31)."""
