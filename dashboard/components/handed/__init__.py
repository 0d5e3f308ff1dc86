"""Files that are handed over: tables, papers, workbooks."""
