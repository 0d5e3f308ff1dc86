"""Who did what, as pages and commands tell it."""
