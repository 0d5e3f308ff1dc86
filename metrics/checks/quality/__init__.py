"""Checks of pictures, materials and files."""
