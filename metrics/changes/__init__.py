"""What changed between two data dates, and why ranks moved."""
