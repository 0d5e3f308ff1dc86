"""Workbooks made by code: small valid ones, officers' habits, and hostile files."""
