"""The content of a database apart from the database: its rows, their digest, and the file that holds them."""
