"""From a code back to its figure."""
