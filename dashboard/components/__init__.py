"""Pieces that pages are put together from; each has `show(..., key) -> value`."""
