"""Review of submissions (审核): what was decided, and what of it pages show."""
