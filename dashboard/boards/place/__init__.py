"""One city or county on one page: where it stands, why, and what it has to do."""
