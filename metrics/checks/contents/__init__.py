"""Checks of the check-up (体检) and of what a scheme holds of it."""
