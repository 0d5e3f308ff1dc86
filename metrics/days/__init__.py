"""Working days and the rhythm of the office."""
