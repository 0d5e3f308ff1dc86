"""Review of submissions (审核): what waits, one of them, and what each role has to do."""
