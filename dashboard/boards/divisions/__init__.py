"""区划调整: changes of divisions, asked for, looked at, carried out, listed and taken back."""
