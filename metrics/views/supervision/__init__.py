"""The supervision table, key tasks and issues as people read them."""
