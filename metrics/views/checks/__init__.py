"""What the checks ask, as tables: every question, by check, by region, and what could not be checked."""
