"""Which page of a long list is drawn: a page is drawn and sent anew at every click."""

from dashboard.components import address


def show(rows: int, *, of: int) -> int:
    """Offer the pages of so many rows, `of` rows each, and return the one chosen; one page, no choice."""
    pages = -(-rows // of)
    if pages <= 1:
        return 1
    address.forget("p")  # the third page of one list is not that of another
    listed = tuple(range(1, pages + 1))
    return address.choose("p", "页码", listed, default=1, text=lambda n: f"第{n}/{pages}页")
