"""Checks of published tables: plans that shrink, rates that hide, sums that do not add up."""
