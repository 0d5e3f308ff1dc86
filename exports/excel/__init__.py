"""A table as Excel."""
