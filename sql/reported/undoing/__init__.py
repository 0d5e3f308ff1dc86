"""What takes a submission back (撤回), and what stands against it."""
