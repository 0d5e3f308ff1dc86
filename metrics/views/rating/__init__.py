"""Scores, ranks, items and rules as people read them."""
