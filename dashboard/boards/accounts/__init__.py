"""账号管理: accounts listed, opened, changed; many at once; what is open; how passwords must be."""
