"""What each page is made of, by subject."""
