"""Sealed rounds of evaluation (封账轮次)."""
