"""One thing and everything: a project for its page, and what a search finds."""
