"""What stands before the pages: who is behind a token, every way to sign in, and out."""
