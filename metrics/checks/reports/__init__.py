"""Checks of reports themselves: corrections that always help, sums that must agree."""
