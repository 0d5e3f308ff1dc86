"""Connections, settings, migrations and moments."""
