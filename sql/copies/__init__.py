"""Copies of the whole database: backed up, restored, moved to another one, checked, kept day by day."""
