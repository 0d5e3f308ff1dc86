"""What stands around the values of a sheet: merged cells, what is hidden, whether rows are filtered."""

from dataclasses import dataclass

VISIBLE = "visible"
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of one sheet, as the file tells it; nothing is judged here.

    `merged` holds ranges such as H2:H4, in the order of the file; the value of a range stands in
    its first cell, all others of it are blank. `hidden_rows` are spans of Excel rows, counted from
    1, both ends inside, sorted; rows that a filter hides are among them, and then `filtered` is
    true. `hidden_columns` are spans of columns counted from 0. `state` is visible, hidden or
    veryHidden.
    """

    merged: tuple[str, ...] = ()
    hidden_rows: Spans = ()
    hidden_columns: Spans = ()
    state: str = VISIBLE
    filtered: bool = False


PLAIN = Layout()
"""A visible sheet with nothing merged and nothing hidden."""
