"""搜索: everything that can be found, by kind, from every page."""
