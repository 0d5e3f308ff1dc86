"""Whether regions are told apart fairly: why two differ, bands, weights, peers, size."""
