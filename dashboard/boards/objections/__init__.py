"""Objections (异议) to the figures of a published round, and what corrected them (更正)."""
