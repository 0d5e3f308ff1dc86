"""Progress, starts and what returns disagree on as people read them."""
