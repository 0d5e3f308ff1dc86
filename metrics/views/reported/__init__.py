"""Submissions as people read them."""
