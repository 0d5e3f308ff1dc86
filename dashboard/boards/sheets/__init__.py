"""考核细则评价: scores by item, the sheet itself, what is entered by hand, and 自评 held against it."""
