"""Progress from the ledger, from returns and from published tables."""
