"""Checks of money: asleep, late, ahead of the works, or from one source alone."""
