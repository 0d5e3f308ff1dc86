"""Sealed evaluations (封账轮次) in the database: kept whole, never changed, each opened as it was sealed."""
