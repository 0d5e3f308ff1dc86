"""双清单, 推荐激励名单 and the criteria of 督查激励."""
