"""What one city or county has to know of itself (一地一页): where it stands, what is due, what it should do."""
