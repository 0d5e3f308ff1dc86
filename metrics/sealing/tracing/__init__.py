"""From a trace code back to its figure (溯源): what it is, how it was computed, and what it came from."""
