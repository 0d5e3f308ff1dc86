"""Starts, and 台账报表核对."""
