"""Who compared measures with the document they come from, when, and with which copy of it."""

from datetime import date
from typing import NamedTuple


class Review(NamedTuple):
    """One comparison of measures with their document: by whom, on which day, with what."""

    by: str
    on: date
    against: str


FIRST_READING = Review(
    by="本系统开发组",
    on=date(2026, 11, 29),
    against="甘建城〔2022〕15号转发的附件",
)
"""The annex and the notice were read clause by clause beside all 36 measures."""

WHOLE_CLAUSE = FIRST_READING._replace(on=date(2026, 12, 1))
"""The same reading for what was quoted in part before: the whole sentence of the annex, character by character."""
