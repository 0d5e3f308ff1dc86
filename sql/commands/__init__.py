"""What `python -m sql` can do, by subject; each module is loaded when one of its commands is chosen."""
