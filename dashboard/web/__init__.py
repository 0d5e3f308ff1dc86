"""The server: files, answers, heads of pages."""
