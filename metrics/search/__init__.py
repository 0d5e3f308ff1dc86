"""Search over everything (搜索): by name, code and pinyin initials (首字母)."""
