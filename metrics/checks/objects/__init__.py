"""Checks of what is renovated: which compounds, how large, how often."""
