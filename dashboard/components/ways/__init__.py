"""Ways to things: the field of the search, the star, what is followed and was opened last."""
