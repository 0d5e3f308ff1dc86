"""Tests of `sql/office`."""
