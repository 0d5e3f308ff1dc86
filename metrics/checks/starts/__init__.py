"""Checks of starts and progress: what began, when it began, and what became of it."""
