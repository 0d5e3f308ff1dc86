"""Tests of the sealed rounds."""
