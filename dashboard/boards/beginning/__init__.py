"""正式使用: an office begins."""
