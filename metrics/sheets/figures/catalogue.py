"""Everything that an item of a score sheet can be scored by, by the name a sheet gives it."""

from metrics.sheets.figures import issues, money, residents, works
from metrics.standards.catalogue import NATIONAL
from metrics.standards.measure import Measure

FIGURES: dict[str, Measure] = {
    **works.FIGURES,
    **money.FIGURES,
    **residents.FIGURES,
    **issues.FIGURES,
    **NATIONAL.measures,
}
"""The figures of this folder, and the 36 measures of the national standard by their codes."""
BY_HAND = "by_hand"
"""Stands as the figure of an item that people score."""
