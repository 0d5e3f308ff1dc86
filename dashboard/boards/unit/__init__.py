"""One's own unit: why it stands where it does, and what it has to do."""
