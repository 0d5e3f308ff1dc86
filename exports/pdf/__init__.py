"""A paper as PDF/A."""
