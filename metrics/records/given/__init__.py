"""What the office itself enters to judge by, beside what is reported: in no workbook."""
