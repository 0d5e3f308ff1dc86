"""Lists that steer: 负面清单 and 激励清单 from the measures, 推荐激励名单, and the criteria of 督查激励."""
