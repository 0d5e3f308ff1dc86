"""Changes between two data dates as people read them."""
