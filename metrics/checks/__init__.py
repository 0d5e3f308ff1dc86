"""Checks that ask (反向检查): what in the figures should be explained. A hit asks; it never changes a score."""
