"""An independent, slow reading of the national standard in plain Python, to judge the product by.

Written from the standard alone, with dicts, loops and fractions; nothing here imports the product.
A sheet is a list of rows, a row is a dict with the column names of `metrics/records/sheets/`, a blank is
None, a date of 「无」 is `NEVER`.
"""

from tests.reference.evaluation import Result, evaluate
from tests.reference.records import NEVER, Records

__all__ = ["NEVER", "Records", "Result", "evaluate"]
