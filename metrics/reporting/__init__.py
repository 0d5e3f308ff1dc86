"""Who has to report for which data date, by when, and who has not."""
