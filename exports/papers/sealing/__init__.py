"""Papers about sealed rounds (封账轮次)."""
