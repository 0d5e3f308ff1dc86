"""The trouble sown on purpose, so that every page has something to find.

Breaches of the baseline: in each harsh city, the 1st county has compounds that do not qualify
(A02.2), the 2nd a confirmed social event (A02.3), the 3rd misused money (A03.2), the 4th a
confirmed building event (A09.3), the 5th an overdue audit issue (A10.1).
"""

import polars as pl

from sql.demo.draw import chance
from sql.demo.timeline import YEAR

BREACHES = ("A02.2", "A02.3", "A03.2", "A09.3", "A10.1")


def breached(compounds: pl.DataFrame) -> pl.DataFrame:
    """Give every second compound of the marked counties a reason not to qualify."""
    marked = (
        (pl.col("_breach") == "A02.2") & (pl.col("plan_year") == YEAR) & (pl.col("_k") % 2 == 0)
    )
    too_young = marked & chance("too young", 500, of="_cid")
    return compounds.with_columns(
        built_year=pl.when(too_young).then(2003).otherwise("built_year"),
        demolition_listed=(marked & ~too_young) | pl.col("demolition_listed"),
    )
