"""Where records were written: the files and rows behind a figure (溯源)."""
