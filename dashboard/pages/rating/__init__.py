"""Pages that ask what evaluations hang on."""
