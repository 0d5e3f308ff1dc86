"""Sealed evaluations (封账轮次) as pages read them."""
