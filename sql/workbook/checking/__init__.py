"""The rules of the door: what is refused, what is warned of, and why."""
