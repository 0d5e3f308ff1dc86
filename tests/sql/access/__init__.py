"""Who may write what, and what the log says of it."""
