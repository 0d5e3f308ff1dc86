"""Review of submissions (审核): what was decided, deciding, and the cut that it makes in each unit's line."""
