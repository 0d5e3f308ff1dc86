"""Excel workbooks of the reporting units: guard, read, parse, check, annotate, template."""
