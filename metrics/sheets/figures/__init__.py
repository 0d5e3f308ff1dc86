"""What the items of a score sheet may measure: judges of records, beside the 36 national measures."""
