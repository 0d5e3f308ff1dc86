"""规则测算: what is supposed, and what it would do."""
