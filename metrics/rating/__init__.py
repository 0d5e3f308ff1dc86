"""Counts to points, vetoes, grades and ranks."""
