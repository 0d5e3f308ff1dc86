"""Steps from one shape of the database to the next; a released step is never edited."""
