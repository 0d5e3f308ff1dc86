"""Standards: what is measured, item by item."""
