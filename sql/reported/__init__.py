"""Submissions and the records of a data date."""
