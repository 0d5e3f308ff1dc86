"""The value of a rule: what was decided, from when, by which document."""
