"""Pages of sealed evaluations (封账)."""
