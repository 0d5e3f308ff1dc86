"""The office itself: how it begins, its settings, whom to call, and whom it reminded."""
