"""Sealed evaluations (封账): what was judged, by which rules, with what result, so that anyone can recompute it."""
