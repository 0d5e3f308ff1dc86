"""What every table and paper is made of: cells, numbers, signals, words."""
