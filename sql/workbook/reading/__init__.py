"""A workbook as values: guarded, read apart, parsed."""
