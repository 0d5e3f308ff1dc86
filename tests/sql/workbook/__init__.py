"""Tests of the workbooks' way in and out."""
