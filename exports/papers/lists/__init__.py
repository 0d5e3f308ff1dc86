"""双清单 and 推荐激励名单 on paper."""
