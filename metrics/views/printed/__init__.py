"""What the command line prints: JSON, table, CSV."""
