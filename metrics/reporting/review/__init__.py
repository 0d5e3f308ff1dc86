"""Review of submissions (审核): who reviews whom, what was decided, and what waits for whom until when."""
