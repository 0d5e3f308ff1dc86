"""What a trace code leads to (溯源), in words and tables."""
