"""How a paper proves itself (核验、溯源): its foot, where its figures come from, and the seal that it reads."""
