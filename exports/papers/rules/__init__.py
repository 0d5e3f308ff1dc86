"""Papers about rules: what a change of them moves."""
