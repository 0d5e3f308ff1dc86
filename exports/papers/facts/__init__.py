"""What papers are composed from, before a word of them is written."""
