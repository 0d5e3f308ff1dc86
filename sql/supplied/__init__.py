"""Data that ship: published tables, samples, divisions."""
