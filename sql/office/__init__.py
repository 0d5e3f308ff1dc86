"""The office itself: how it begins, and its settings."""
